package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The notebook's variables by other ways than their names: {@code globals()}, the module {@code
 * __main__}, the globals of a frame.
 */
final class Namespaces {
  /** The type of what {@code globals()} yields. */
  static final String TYPE = "namespace";

  static final String MAIN = "__main__";
  private static final Set<String> CALLS = Set.of("globals", "locals", "vars");
  private static final Set<String> OF_FRAME = Set.of("f_globals", "f_locals");

  private final Interpreter in;

  Namespaces(Interpreter in) {
    this.in = in;
  }

  /** Whether the expression is the notebook's namespace, such as {@code globals()}. */
  boolean is(Expr node) {
    if (node instanceof Expr.Attribute attribute) {
      String name = attribute.attr().text();
      return name.equals("f_globals") || (name.equals("__dict__") && isMain(attribute.value()));
    }
    return node instanceof Expr.Call call
        && call.func() instanceof Expr.Name name
        && CALLS.contains(name.id())
        && isOfModule(name.id(), call)
        && in.notebook.vars.get(name.id()) == null;
  }

  private boolean isOfModule(String name, Expr.Call call) {
    if (call.args().isEmpty()) {
      return name.equals("globals") || in.frame.kind == Frame.Kind.MODULE;
    }
    return name.equals("vars") && isMain(call.args().get(0));
  }

  /** The name that {@code globals()['name']} speaks of. */
  @Nullable String key(Expr.Subscript node) {
    String key = Targets.literal(node.slice());
    if (key == null || !is(node.value())) {
      return null;
    }
    if (node.value() instanceof Expr.Attribute attribute) {
      in.eval(attribute.value());
    }
    return key;
  }

  // main, sys.modules['__main__'], sys.modules[__name__]
  private boolean isMain(Expr node) {
    if (node instanceof Expr.Name name) {
      Binding bound = in.frame.vars.get(name.id());
      bound = bound == null ? in.frame.space.vars.get(name.id()) : bound;
      return bound != null && isMain(bound.value());
    }
    return node instanceof Expr.Subscript item
        && item.value() instanceof Expr.Attribute attribute
        && attribute.attr().text().equals("modules")
        && (MAIN.equals(Targets.literal(item.slice()))
            || (item.slice() instanceof Expr.Name name && name.id().equals("__name__")));
  }

  private boolean isMain(Value value) {
    for (Thing thing : value.things) {
      if (thing.equals(in.main.things[0])) {
        return true;
      }
    }
    return false;
  }

  /** An attribute of the module {@code __main__}. */
  Value ofMain(String name, Node node) {
    if (name.equals("__dict__")) {
      return all("__main__.__dict__", node);
    }
    return in.notebook.vars.get(name) == null
        ? in.unknown()
        : in.names.loadGlobal(in.notebook, name, node);
  }

  /** {@code C.__subclasses__}: a class knows those that extend it, of whatever name. */
  Value subclasses(ClassThing of, Node node) {
    for (String name : in.notebook.vars.names()) {
      Binding binding = in.notebook.vars.get(name);
      if (binding != null && extendsIt(binding.value(), of)) {
        in.names.loadGlobal(in.notebook, name, node);
      }
    }
    return in.unknown();
  }

  private static boolean extendsIt(Value value, ClassThing of) {
    for (Thing thing : value.things) {
      if (thing instanceof ClassThing type && type.bases.contains(of)) {
        return true;
      }
    }
    return false;
  }

  /** The namespace as a value: any name may be looked up in it. */
  Value all(String how, Node node) {
    in.open(true, false, "looks at all names (" + how + ")", node);
    return in.fresh(TYPE);
  }

  /** {@code frame.f_globals}; null for other attributes. */
  @Nullable Value ofFrame(String name, Node node) {
    return OF_FRAME.contains(name) ? all(name, node) : null;
  }

  /** Looks whether a name is there, as {@code 'name' in globals()} does. */
  void lookFor(String name, Node node) {
    if (in.notebook.vars.get(name) != null) {
      in.names.loadGlobal(in.notebook, name, node);
    }
  }
}
