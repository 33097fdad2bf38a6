package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-in functions that look names, attributes or code up, or run what they are given. */
final class Builtins {
  private final Interpreter in;
  private final Strings strings;

  /** What {@code sys.stdout} may have been set to. */
  private final Slot output = Slot.in(null);

  Builtins(Interpreter in) {
    this.in = in;
    strings = new Strings(in);
  }

  /** What the call yields; null when the tables say all there is to say. */
  @Nullable Value call(String name, Args args, Node node) {
    return switch (name) {
      case "eval", "exec" -> code(name, args, node);
      case "globals" -> in.namespaces.all(name, node);
      case "locals", "vars", "dir" -> localNamespace(name, args, node);
      case "setattr" -> setAttribute(args, node);
      case "delattr" -> deleteAttribute(args, node);
      case "getattr", "hasattr" -> getAttribute(args, node);
      case "super" -> above(args);
      case "map", "filter" -> lazily(name, args);
      case "next" -> next(args, node);
      case "print", "str", "repr", "format" -> shown(args, node);
      case "display" -> displayed(args, node);
      case "__import__" -> imported(args);
      case "type" -> type(args);
      default -> null;
    };
  }

  private Value code(String name, Args args, Node node) {
    Value text = args.get("0");
    in.unit.notes.looksNamesUp();
    boolean ownNamespace = args.positional().size() > 1 || !args.keywords().isEmpty();
    if (text != null && text.text != null && !ownNamespace) {
      return strings.python(text.text, node, name.equals("exec"));
    }
    in.open(true, true, "runs code that is only known while it runs (" + name + ")", node);
    return in.unknown();
  }

  private @Nullable Value localNamespace(String name, Args args, Node node) {
    if (!args.positional().isEmpty()) {
      Value owner = args.positional().get(0);
      if (name.equals("vars") && owner.same(in.main)) {
        return in.namespaces.all(name, node);
      }
      return name.equals("vars") && !owner.isAtom() ? owner : Value.ATOM;
    }
    if (in.frame.kind == Frame.Kind.MODULE && in.frame.space.notebook) {
      in.open(true, false, "looks at all names (" + name + ")", node);
      return in.fresh(name.equals("dir") ? "list" : Namespaces.TYPE);
    }
    return in.unknown();
  }

  private Value setAttribute(Args args, Node node) {
    Value owner = args.get("0");
    Value value = args.get("2");
    if (owner != null && node instanceof Expr expr) {
      Value name = args.get("1");
      if (isOfMainByAnyName(owner, name)) {
        in.open(false, true, "assigns a name that is only known while it runs (setattr)", node);
        return Value.ATOM;
      }
      String attribute = name == null || name.text == null ? Thing.ELEMENTS : name.text;
      in.targets.setAttribute(owner, attribute, value == null ? Value.ATOM : value, null, expr);
    }
    return Value.ATOM;
  }

  private Value deleteAttribute(Args args, Node node) {
    Value owner = args.get("0");
    if (owner != null) {
      in.mutate(owner, "attribute", node);
    }
    return Value.ATOM;
  }

  private @Nullable Value getAttribute(Args args, Node node) {
    Value owner = args.get("0");
    Value name = args.get("1");
    if (isOfMainByAnyName(owner, name)) {
      return in.namespaces.all("getattr", node);
    }
    if (owner == null || name == null || name.text == null) {
      return null;
    }
    Value found = in.attributes.load(owner, name.text, node);
    Value standard = args.get("2");
    return standard == null ? found : found.join(standard);
  }

  private boolean isOfMainByAnyName(@Nullable Value owner, @Nullable Value name) {
    return owner != null && owner.same(in.main) && (name == null || name.text == null);
  }

  private Value above(Args args) {
    FunctionThing function = in.frame.function;
    if (function == null || function.owner() == null || args.positional().size() == 1) {
      return in.unknown();
    }
    List<Arg> parameters = function.args.posonlyargs();
    parameters = parameters.isEmpty() ? function.args.args() : parameters;
    Value self = args.positional().size() > 1 ? args.positional().get(1) : null;
    if (self == null && !parameters.isEmpty()) {
      Binding bound = in.frame.vars.get(parameters.get(0).arg().text());
      self = bound == null ? null : bound.value();
    }
    if (self == null || self.isAtom()) {
      return in.unknown();
    }
    return Value.of(new SuperThing(self.things[0], function.owner()));
  }

  private Value lazily(String name, Args args) {
    Value function = args.get("0");
    GeneratorThing generator =
        new GeneratorThing(
            null,
            args.all(),
            place -> {
              Value elements = args.rest() == null ? Value.ATOM : args.rest();
              for (int i = 1; i < args.positional().size(); i++) {
                elements = elements.join(in.attributes.iterate(args.positional().get(i), place));
              }
              Value given = elements;
              Value result =
                  function == null || function.isAtom()
                      ? given
                      : in.calls.call(
                          function, new Args(List.of(given), Map.of(), given, true), place);
              return name.equals("map") ? result : given;
            });
    generator.put(Thing.KEPT, args.joined());
    return Value.of(generator);
  }

  private Value next(Args args, Node node) {
    Value iterator = args.get("0");
    if (iterator == null) {
      return Value.ATOM;
    }
    Value result = Value.ATOM;
    for (Thing thing : iterator.things) {
      if (in.functions.hasMethod(thing, "__next__")) {
        result = result.join(in.functions.callMethod(thing, "__next__", List.of(), node));
      } else {
        if (!(thing instanceof GeneratorThing)) {
          in.mutate(thing, "iteration", node, true);
        }
        result = result.join(in.attributes.iterate(Value.of(thing), node));
      }
    }
    return result;
  }

  private Value shown(Args args, Node node) {
    for (Value value : args.positional()) {
      in.showing.shown(value, node);
    }
    if (args.rest() != null) {
      in.showing.shown(args.rest(), node);
    }
    Value file = args.keywords().get("file");
    if (file == null && in.trail.get(output) instanceof Value replaced) {
      in.perhaps(() -> written(replaced, node));
    }
    if (file != null) {
      in.mutate(file, "call", node);
    }
    Value only = args.positional().size() == 1 ? args.positional().get(0) : Value.ATOM;
    return only.isAtom() ? only : Value.ATOM;
  }

  private Value written(Value file, Node node) {
    in.mutate(file, "call", node);
    return file;
  }

  /** An attribute of a library is set: what is printed goes where {@code sys.stdout} is. */
  void replaced(String path, Value value) {
    if (path.equals("sys.stdout") && !value.isAtom()) {
      in.trail.set(output, in.trail.get(output) instanceof Value old ? old.join(value) : value);
    }
  }

  private @Nullable Value displayed(Args args, Node node) {
    args.positional().forEach(value -> in.showing.shown(value, node));
    args.positional().forEach(in.spelling::shown);
    in.surroundings.ofResult(node);
    return null;
  }

  Value imported(Args args) {
    Value name = args.get("0");
    if (name == null || name.text == null) {
      return in.unknown();
    }
    return name.text.equals(Namespaces.MAIN) ? in.main : in.libraryThing(name.text).value;
  }

  private static @Nullable Value type(Args args) {
    Value of = args.get("0");
    if (of == null || args.positional().size() != 1) {
      return null;
    }
    Value result = Value.ATOM;
    for (Thing thing : of.things) {
      if (thing instanceof InstanceThing instance) {
        result = result.join(Value.of(instance.of));
      }
    }
    return result;
  }

  /** A method of a text, number or other atom. */
  Value textMethod(Value receiver, String name, Args args, Expr.Call node) {
    for (Value value : args.all()) {
      in.showing.shown(value, node);
      for (Thing thing : value.things) {
        if (thing instanceof GeneratorThing) {
          in.attributes.iterate(Value.of(thing), node);
        }
      }
    }
    return name.startsWith("split") ? in.fresh("list") : Value.ATOM;
  }
}
