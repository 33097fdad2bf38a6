package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;

/** Finds out what is called. */
final class Calls {
  private final Interpreter in;

  Calls(Interpreter in) {
    this.in = in;
  }

  Value call(Expr.Call node) {
    if (node.func() instanceof Expr.Attribute attribute) {
      Value receiver = in.eval(attribute.value());
      Args args = in.expressions.arguments(node);
      String name = attribute.attr().text();
      if (name.equals("update") && isNamespaceOf(attribute.value())) {
        setAttributes(receiver, args, node);
        return Value.ATOM;
      }
      if (receiver.isAtom()) {
        return in.builtins.textMethod(receiver, name, args, node);
      }
      Value result = null;
      for (Thing thing : receiver.things) {
        Value one = method(thing, name, args, node, receiver);
        result = result == null ? one : result.join(one);
      }
      return result == null ? Value.ATOM : result;
    }
    Value function = in.eval(node.func());
    return call(function, in.expressions.arguments(node), node);
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
      return instantiate(type, args, node);
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
    return in.libraryCalls.function(library.path, args, node);
  }

  Value instantiate(ClassThing type, Args args, Node node) {
    InstanceThing instance = new InstanceThing(type);
    Value init = type.lookUp("__init__");
    Value made = type.lookUp("__new__");
    if (made != null) {
      call(made, args.withFirst(Value.of(type)), node);
    }
    if (init != null) {
      call(in.functions.bound(init, instance, node), args, node);
    } else {
      fillFields(instance, args, node);
    }
    if (type.lookUp("__post_init__") != null) {
      in.functions.callMethod(instance, "__post_init__", List.of(), node);
    }
    return Value.of(instance);
  }

  // A data class, or one whose constructor is a library's.
  private void fillFields(InstanceThing instance, Args args, Node node) {
    List<String> fields = instance.of.parameters();
    for (int i = 0; i < args.positional().size(); i++) {
      String field = i < fields.size() ? fields.get(i) : Thing.ELEMENTS;
      instance.put(field, args.positional().get(i));
    }
    args.keywords().forEach(instance::put);
    if (args.rest() != null) {
      instance.put(Thing.ELEMENTS, args.rest());
    }
    for (String field : fields) {
      Value factory = instance.of.factory(field);
      if (factory != null && instance.field(field) == null) {
        instance.put(field, call(factory, Args.of(), node));
      }
    }
  }

  /** Calls the notebook's own method of an object, its first argument given. */
  Value methodOf(Thing thing, String name, Args args, Node node) {
    Value found = thing instanceof InstanceThing instance ? instance.of.lookUp(name) : null;
    return found == null ? Value.ATOM : call(found, args, node);
  }

  private Value method(Thing thing, String name, Args args, Node node, Value receiver) {
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

  private static boolean isKnownPlace(Thing thing) {
    return thing instanceof ModuleThing
        || thing instanceof InstanceThing
        || thing instanceof SuperThing
        || (thing instanceof ClassThing type
            && type.lookUp("mro") == null
            && type.libraryBase().equals("object"));
  }

  private Value ofLibrary(LibraryThing library, String name, Args args, Node node) {
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
      return instantiate(type, Args.of(decorated), node);
    }
    if (decorator instanceof BoundThing bound && bound.function == null) {
      if (bound.name.equals("register")) {
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
