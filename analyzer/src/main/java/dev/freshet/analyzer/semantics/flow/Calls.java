package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.Look;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;

/** Finds out what is called. */
final class Calls {
  private final Interpreter in;
  private final CallArguments arguments;

  Calls(Interpreter in) {
    this.in = in;
    arguments = new CallArguments(in);
  }

  Value call(Expr.Call node) {
    if (node.func() instanceof Expr.Attribute attribute) {
      Value receiver = in.eval(attribute.value());
      Args args = arguments.of(node);
      String name = attribute.attr().text();
      if (name.equals("update") && isNamespaceOf(attribute.value())) {
        setAttributes(receiver, args, node);
        return Value.ATOM;
      }
      if (receiver.isAtom()) {
        return in.builtins.textMethod(receiver, name, args, node);
      }
      return method(receiver, name, args, node);
    }
    Value function = in.eval(node.func());
    return call(function, arguments.of(node), node);
  }

  Value method(Value receiver, String name, Args args, Node node) {
    Value result = null;
    for (Thing thing : receiver.things) {
      Value one = method(thing, name, args, node, receiver);
      result = result == null ? one : result.join(one);
    }
    return result == null ? Value.ATOM : result;
  }

  private static boolean isNamespaceOf(Expr node) {
    return node instanceof Expr.Attribute attribute && attribute.attr().text().equals("__dict__");
  }

  // self.__dict__.update(options) sets attributes.
  private void setAttributes(Value owner, Args args, Node node) {
    for (Thing thing : owner.things) {
      for (Value given : args.positional()) {
        for (Thing dict : given.things) {
          dict.copyTo(thing, value -> value);
        }
      }
      args.keywords().forEach(thing::put);
      if (args.rest() != null) {
        thing.put(Thing.ELEMENTS, args.rest());
      }
    }
    in.mutate(owner, "attribute", node);
  }

  Value call(Value function, Args args, Node node) {
    Value result = null;
    boolean several = function.things.length > 1;
    for (Thing thing : function.things) {
      Value one = several ? in.perhaps(() -> call(thing, args, node)) : call(thing, args, node);
      result = result == null ? one : result.join(one);
    }
    return result == null ? in.libraryCalls.unknown(args, node) : result;
  }

  Value call(Thing thing, Args args, Node node) {
    if (thing instanceof FunctionThing function) {
      return in.functions.invoke(function, args, node);
    }
    if (thing instanceof LibraryThing library) {
      return library(library, args, node);
    }
    if (thing instanceof ClassThing type) {
      return in.instances.make(type, args, node);
    }
    if (thing instanceof BoundThing bound) {
      FunctionThing function = bound.function;
      return function != null
          ? in.functions.invoke(function, args.withFirst(Value.of(bound.receiver)), node)
          : method(bound.receiver, bound.name, args, node, Value.of(bound.receiver));
    }
    if (Partials.is(thing)) {
      return call(Partials.function(thing), Partials.arguments(thing, args), node);
    }
    if (Callers.is(thing)) {
      return in.callers.call(thing, args, node);
    }
    if (in.functions.hasMethod(thing, "__call__")) {
      return methodOf(thing, "__call__", args.withFirst(Value.of(thing)), node);
    }
    if (thing instanceof InstanceThing instance) {
      // What a library's base class does when it is called may be any method of the class.
      return in.libraryCalls.method(instance, "__call__", args, node, false);
    }
    return unknownCallable(thing, args, node);
  }

  // Something that a library made of functions (a partial, a vectorized one) calls them.
  private Value unknownCallable(Thing thing, Args args, Node node) {
    Value result = null;
    Value kept = thing.field(Thing.KEPT);
    if (kept != null) {
      for (Thing each : kept.things) {
        if (each instanceof FunctionThing || each instanceof BoundThing) {
          Args loose = new Args(args.positional(), args.keywords(), args.joined(), true);
          Value one = in.perhaps(() -> call(each, loose, node));
          result = result == null ? one : result.join(one);
        }
      }
    }
    return result == null ? in.libraryCalls.unknown(args, node) : result;
  }

  private Value library(LibraryThing library, Args args, Node node) {
    if (library.builtin != null) {
      Value special = in.builtins.call(library.builtin, args, node);
      if (special != null) {
        return special;
      }
    }
    if (library.path.equals("importlib.import_module")) {
      return in.builtins.imported(args);
    }
    return in.libraryCalls.function(library.path, args, node);
  }

  /** Calls the notebook's own method of an object, its first argument given. */
  Value methodOf(Thing thing, String name, Args args, Node node) {
    Value found = thing instanceof InstanceThing instance ? instance.of.lookUp(name) : null;
    return found == null ? Value.ATOM : call(found, args, node);
  }

  private Value method(Thing thing, String name, Args args, Node node, Value receiver) {
    if (name.equals("__setattr__") && setsAttribute(thing, args, node)) {
      return Value.ATOM;
    }
    if (name.equals("__call__") && GivenCode.isFunction(thing)) {
      return call(thing, args, node);
    }
    if (thing instanceof LibraryThing library) {
      return ofLibrary(library, name, args, node);
    }
    if (thing instanceof InstanceThing instance
        && instance.field(name) == null
        && instance.of.lookUp(name) == null) {
      return in.libraryCalls.method(thing, name, args, node, receiver.things.length == 1);
    }
    if (thing instanceof FunctionThing function && function.field(name) == null) {
      return ofFunction(function, name, args, node);
    }
    if (thing instanceof SuperThing above && above.above.inherited(name) == null) {
      Value made = in.instances.inherited(above, name, args, node);
      if (made != null) {
        return made;
      }
      return in.libraryCalls.method(above.self, name, args, node, false);
    }
    if (isKnownPlace(thing) || thing.field(name) != null) {
      Value found = in.attributes.load(Value.of(thing), name, node);
      return call(found, args, node);
    }
    if (thing instanceof GeneratorThing generator && !name.equals("close")) {
      in.mutate(generator, "iteration", node, true);
      return in.perhaps(() -> generator.force(node));
    }
    return in.libraryCalls.method(thing, name, args, node, receiver.things.length == 1);
  }

  // object.__setattr__(self, name, value), super().__setattr__(name, value)
  private boolean setsAttribute(Thing thing, Args args, Node node) {
    boolean unbound = thing instanceof LibraryThing;
    if (!unbound && !(thing instanceof SuperThing)) {
      return false;
    }
    Value owner = unbound ? args.get("0") : Value.of(((SuperThing) thing).self);
    Value name = args.get(unbound ? "1" : "0");
    Value value = args.get(unbound ? "2" : "1");
    if (owner == null || name == null || value == null) {
      return false;
    }
    for (Thing each : owner.things) {
      each.put(name.text == null ? Thing.ELEMENTS : name.text, value);
    }
    in.mutate(owner, "attribute", node);
    return true;
  }

  private static boolean isKnownPlace(Thing thing) {
    return thing instanceof ModuleThing
        || thing instanceof InstanceThing
        || thing instanceof SuperThing
        || (thing instanceof ClassThing type
            && type.lookUp("mro") == null
            && type.libraryBase().equals("object"));
  }

  private Value ofLibrary(LibraryThing library, String name, Args args, Node node) {
    Value self = args.positional().isEmpty() ? null : args.positional().get(0);
    if (self != null && !self.isAtom() && isType(library, self)) {
      // list.append(rows, row), pd.DataFrame.sort_values(table)
      Value result = null;
      for (Thing thing : self.things) {
        boolean surely = self.things.length == 1;
        Value one = in.libraryCalls.method(thing, name, args.withoutFirst(), node, surely);
        result = result == null ? one : result.join(one);
      }
      return result == null ? Value.ATOM : result;
    }
    String state = in.library.state(library.path);
    if (state != null && in.library.method(Thing.UNKNOWN, name).mutatesSelf()) {
      // os.environ.update(...), sys.path.append(...)
      in.ambient(state, EffectMode.WRITE, node);
      return in.unknown();
    }
    LibraryThing member = library.member(name, in::libraryThing);
    in.attributes.touch(member.path, EffectMode.READ, node);
    return library(member, args, node);
  }

  private static boolean isType(LibraryThing library, Value value) {
    String type = library.path.replace("builtins.", "");
    for (Thing thing : value.things) {
      if (!thing.type.equals(type)) {
        return false;
      }
    }
    return true;
  }

  private Value ofFunction(FunctionThing function, String name, Args args, Node node) {
    if (name.equals("register")) {
      in.mutate(function, "method", node, true);
      Value last =
          args.positional().isEmpty() ? null : args.positional().get(args.positional().size() - 1);
      if (last != null) {
        function.put("__registered__", last);
      }
    } else if (name.startsWith("cache_") || name.equals("send")) {
      in.mutate(function, "method", node, true);
    }
    return Value.of(new BoundThing(function, null, name));
  }

  /** Applies a decorator; a library's is taken to yield something that calls the function. */
  Value decorate(Value decorator, Value decorated, Node node) {
    Value result = null;
    for (Thing thing : decorator.things) {
      Value one = decorate(thing, decorated, node);
      result = result == null ? one : result.join(one);
    }
    return result == null ? decorated : result;
  }

  private Value decorate(Thing decorator, Value decorated, Node node) {
    if (decorator instanceof FunctionThing function) {
      return in.functions.invoke(function, Args.of(decorated), node);
    }
    if (decorator instanceof ClassThing type) {
      return in.instances.make(type, Args.of(decorated), node);
    }
    if (decorator instanceof BoundThing bound && bound.function == null) {
      if (bound.name.equals("register")) {
        // A function that dispatches goes by the annotation of its first parameter.
        in.unit.notes.looksAt(Look.ANNOTATIONS.mask());
        in.mutate(bound.receiver, "method", node, true);
      }
      return accessor(bound, decorated);
    }
    if (decorator instanceof BoundThing bound) {
      return call(bound, Args.of(decorated), node);
    }
    if (in.functions.hasMethod(decorator, "__call__")) {
      return call(decorator, Args.of(decorated), node);
    }
    if (decorator instanceof LibraryThing library) {
      in.libraryCalls.decorator(library.path, decorated, node);
      return decorated;
    }
    // @lru_cache(maxsize=None)
    Memos.decorate(decorator.type, decorated);
    return decorated;
  }

  // @x.setter, @show.register(int)
  private static Value accessor(BoundThing bound, Value decorated) {
    if (bound.name.equals("register")) {
      bound.receiver.put("__registered__", decorated);
      return decorated;
    }
    bound.receiver.put(bound.name.equals("getter") ? "__get__" : "__set__", decorated);
    return Value.of(bound.receiver);
  }
}
