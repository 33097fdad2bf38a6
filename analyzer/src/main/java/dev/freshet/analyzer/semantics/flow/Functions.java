package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.Scope;
import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Keyword;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes functions and classes, and looks methods up. */
final class Functions {
  private static final String FIELD = "dataclasses.Field";

  private final Interpreter in;
  private final Invocations invocations;

  Functions(Interpreter in) {
    this.in = in;
    invocations = new Invocations(in);
  }

  void beginUnit() {
    invocations.beginUnit();
  }

  Value invoke(FunctionThing function, Args args, Node node) {
    return invocations.invoke(function, args, node);
  }

  Value define(Stmt.FunctionDef node) {
    List<Value> decorators = decorators(node.decoratorList());
    FunctionThing function = make(node.name().text(), node, node.args(), node.body(), null);
    Expr returns = node.returns();
    if (returns != null) {
      annotation(returns);
    }
    return decorate(decorators, node.decoratorList(), Value.of(function));
  }

  Value define(Expr.Lambda node) {
    return Value.of(make("<lambda>", node, node.args(), List.of(), node.body()));
  }

  private FunctionThing make(
      String name, Node node, Arguments args, List<Stmt> body, @Nullable Expr result) {
    Scope scope = in.code.facts().scope(node);
    FunctionThing function =
        new FunctionThing(name, args, body, result, scope, in.frame.closure(), in.code);
    args.posonlyargs().forEach(arg -> parameter(function, arg));
    args.args().forEach(arg -> parameter(function, arg));
    args.kwonlyargs().forEach(arg -> parameter(function, arg));
    annotationOf(args.vararg());
    annotationOf(args.kwarg());
    capture(function);
    return function;
  }

  private void parameter(FunctionThing function, Arg arg) {
    Expr value = arg.defaultValue();
    if (value != null) {
      Value evaluated = in.eval(value);
      function.defaults.put(arg.arg().text(), evaluated);
      function.put(arg.arg().text() + "=", evaluated);
    }
    annotationOf(arg);
  }

  private void annotationOf(@Nullable Arg arg) {
    if (arg != null && arg.annotation() != null) {
      annotation(arg.annotation());
    }
  }

  /** Annotations are evaluated, unless the future says otherwise; texts are not. */
  void annotation(Expr annotation) {
    if (!in.lazyAnnotations && !in.annotationsWait && !(annotation instanceof Expr.Constant)) {
      in.annotations++;
      try {
        in.eval(annotation);
      } finally {
        in.annotations--;
      }
    }
  }

  // What a closure shares with the function that made it is part of what it shows.
  private void capture(FunctionThing function) {
    Frame frame = function.closure;
    while (frame.kind != Frame.Kind.MODULE) {
      for (String name : function.scope.mentioned()) {
        Binding bound = frame.vars.get(name);
        if (bound != null && !bound.value().isAtom()) {
          function.put(name, bound.value());
        }
        if (frame.scope != null && frame.scope.locals().contains(name)) {
          function.put("__closure__", Value.of(frame.cells()));
        }
      }
      Frame parent = frame.parent;
      if (parent == null) {
        return;
      }
      frame = parent;
    }
  }

  /** A thing that evaluates the expression when it is used. */
  Value lazily(Expr node) {
    Code code = in.code;
    return Value.of(
        new GeneratorThing(null, List.of(), place -> in.inside(code, place, () -> in.eval(node))));
  }

  private List<Value> decorators(List<Expr> nodes) {
    List<Value> values = new ArrayList<>(nodes.size());
    nodes.forEach(node -> values.add(in.eval(node)));
    return values;
  }

  private Value decorate(List<Value> decorators, List<Expr> nodes, Value decorated) {
    Value value = decorated;
    for (int i = decorators.size() - 1; i >= 0; i--) {
      value = in.calls.decorate(decorators.get(i), value, nodes.get(i));
    }
    return value;
  }

  Value define(Stmt.ClassDef node) {
    List<Value> decorators = decorators(node.decoratorList());
    ClassThing type = new ClassThing(node.name().text());
    for (Expr base : node.bases()) {
      Value value = in.eval(base);
      in.spelling.extended(value);
      type.bases.addAll(List.of(value.things));
      type.put("__bases__", value);
    }
    for (Keyword keyword : node.keywords()) {
      Value value = in.eval(keyword.value());
      if (keyword.arg() != null && keyword.arg().text().equals("metaclass")) {
        type.put(ClassThing.META, value);
      }
    }
    Frame outer = in.frame;
    in.frame = outer.classBody(in.code.facts().scope(node));
    try {
      in.run(node.body());
      type.annotated.addAll(in.frame.annotated());
      boolean members = type.libraryBase().startsWith("enum.");
      in.frame.vars.forEach(
          (name, bound) ->
              addMember(type, name, members ? member(type, bound) : bound.value(), node));
    } finally {
      in.frame = outer;
    }
    created(type, node);
    return decorate(decorators, node.decoratorList(), Value.of(type));
  }

  // Python's data model, "Customizing class creation".
  private void created(ClassThing type, Stmt.ClassDef node) {
    Value self = Value.of(type);
    for (String method : List.of("__new__", "__init__")) {
      Value hook = type.ofMeta(method);
      if (hook != null) {
        Value name = Value.text(type.name);
        Args args = Args.of(self, name, type.contents().withText(null), self);
        in.calls.call(hook, args, node);
      }
    }
    Value hook = type.inherited("__init_subclass__");
    if (hook != null) {
      in.calls.call(hook, Args.of(self), node);
    }
  }

  // What a class of constants binds, other than its methods, are its instances.
  private static Value member(ClassThing type, Binding bound) {
    for (Thing thing : bound.value().things) {
      if (thing instanceof FunctionThing) {
        return bound.value();
      }
    }
    Thing member = new InstanceThing(type);
    member.put("value", bound.value());
    return Value.of(member);
  }

  private void addMember(ClassThing type, String name, Value value, Node node) {
    if (value.things.length == 1 && value.things[0].type.equals(FIELD)) {
      Value made = value.things[0].field("default_factory");
      Value standard = value.things[0].field("default");
      if (made != null) {
        type.factories.put(name, made);
      } else if (standard != null) {
        type.put(name, standard);
      }
      return;
    }
    type.put(name, value);
    for (Thing thing : value.things) {
      in.special.call(thing, "__set_name__", node, Value.of(type), Value.text(name));
      if (thing instanceof FunctionThing function && function.owner() == null) {
        function.own(type);
      }
    }
  }

  /** What an attribute found on the class is, seen from an instance. */
  Value bound(Value found, Thing self, Node node) {
    Value result = null;
    for (Thing thing : found.things) {
      Value one = bound(thing, self, node);
      result = result == null ? one : result.join(one);
    }
    return result == null ? found : result;
  }

  private Value bound(Thing thing, Thing self, Node node) {
    if (hasMethod(thing, "__get__")) {
      Value type = self instanceof InstanceThing instance ? Value.of(instance.of) : Value.ATOM;
      return callMethod(thing, "__get__", List.of(Value.of(self), type), node);
    }
    if (!(thing instanceof FunctionThing function)) {
      return Value.of(thing);
    }
    return switch (function.binder()) {
      case STATIC -> Value.of(function);
      case PROPERTY -> invoke(function, Args.of(Value.of(self)), node);
      case CLASS ->
          Value.of(
              new BoundThing(
                  self instanceof InstanceThing instance ? instance.of : self,
                  function,
                  function.name));
      case PLAIN -> Value.of(new BoundThing(self, function, function.name));
    };
  }

  /** What an attribute found on the class is, seen from the class. */
  Value unbound(Value found, ClassThing type) {
    Value result = null;
    for (Thing thing : found.things) {
      boolean ofClass =
          thing instanceof FunctionThing function
              && function.binder() == FunctionThing.Binder.CLASS;
      Value one =
          ofClass
              ? Value.of(new BoundThing(type, (FunctionThing) thing, "classmethod"))
              : Value.of(thing);
      result = result == null ? one : result.join(one);
    }
    return result == null ? found : result;
  }

  /** Whether the notebook defines this method for the object. */
  boolean hasMethod(Thing thing, String name) {
    return thing instanceof InstanceThing instance && instance.of.lookUp(name) != null;
  }

  Value callMethod(Thing thing, String name, List<Value> args, Node node) {
    if (!(thing instanceof InstanceThing instance)) {
      return Value.ATOM;
    }
    Value found = instance.of.lookUp(name);
    if (found == null) {
      return Value.ATOM;
    }
    Args given = new Args(args, Map.of(), null, false);
    return in.calls.call(bound(found, instance, node), given, node);
  }

  boolean setProperty(InstanceThing instance, Value found, Value value, Node node) {
    boolean done = false;
    for (Thing thing : found.things) {
      if (hasMethod(thing, "__set__")) {
        callMethod(thing, "__set__", List.of(Value.of(instance), value), node);
        done = true;
        continue;
      }
      Value setter = thing.field("__set__");
      if (setter != null) {
        for (Thing each : setter.things) {
          if (each instanceof FunctionThing function) {
            invoke(function, Args.of(Value.of(instance), value), node);
            done = true;
          }
        }
      }
    }
    return done;
  }

  /** What {@code with} binds; leaving is walked at once, since all its effects are the unit's. */
  Value enter(Value manager, Node node) {
    Value entered = Value.ATOM;
    for (Thing thing : manager.things) {
      if (hasMethod(thing, "__enter__")) {
        entered = entered.join(callMethod(thing, "__enter__", List.of(), node));
        Args loose = Args.loose(Value.ATOM).withFirst(Value.of(thing));
        in.calls.methodOf(thing, "__exit__", loose, node);
      } else if (hasMethod(thing, "__aenter__")) {
        entered = entered.join(callMethod(thing, "__aenter__", List.of(), node));
        Args loose = Args.loose(Value.ATOM).withFirst(Value.of(thing));
        in.calls.methodOf(thing, "__aexit__", loose, node);
      } else if (thing instanceof GeneratorThing generator) {
        entered = entered.join(generator.force(node));
      } else {
        entered = entered.join(Value.of(thing));
      }
    }
    return entered;
  }

  /** A function whose code runs when its result is iterated. */
  static Value generator(Frame frame, Function<Node, Value> body, Args args) {
    GeneratorThing generator = new GeneratorThing(frame, args.all(), body);
    args.all().forEach(value -> generator.put(Thing.KEPT, value));
    return Value.of(generator);
  }
}
