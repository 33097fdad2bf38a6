package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes instances of the notebook's own classes. */
final class Instances {
  private final Interpreter in;
  private final Set<ClassThing> making = new HashSet<>();

  Instances(Interpreter in) {
    this.in = in;
  }

  /** What the call of a class yields. */
  Value make(ClassThing type, Args args, Node node) {
    Value ofMeta = type.ofMeta("__call__");
    if (ofMeta != null && !making.contains(type)) {
      // class Singleton(type): the class of the class decides what is made.
      making.add(type);
      try {
        Value answered = in.calls.call(ofMeta, args.withFirst(Value.of(type)), node);
        return answered.isAtom() ? made(type, args, node) : answered;
      } finally {
        making.remove(type);
      }
    }
    return made(type, args, node);
  }

  private Value made(ClassThing type, Args args, Node node) {
    Value init = type.lookUp("__init__");
    Value instances = unfilled(type, args, node);
    for (Thing thing : instances.things) {
      InstanceThing instance = (InstanceThing) thing;
      if (init != null) {
        in.calls.call(in.functions.bound(init, instance, node), args, node);
      } else {
        fillFields(instance, args, node);
      }
      if (type.lookUp("__post_init__") != null) {
        in.functions.callMethod(instance, "__post_init__", List.of(), node);
      }
    }
    return instances;
  }

  // What __new__ yields may be an instance that was made before.
  private Value unfilled(ClassThing type, Args args, Node node) {
    Value maker = type.lookUp("__new__");
    Value yielded =
        maker == null ? Value.ATOM : in.calls.call(maker, args.withFirst(Value.of(type)), node);
    Value instances = null;
    for (Thing thing : yielded.things) {
      if (thing instanceof InstanceThing) {
        instances = instances == null ? Value.of(thing) : instances.join(Value.of(thing));
      }
    }
    return instances == null ? Value.of(new InstanceThing(type)) : instances;
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
        instance.put(field, in.calls.call(factory, Args.of(), node));
      }
    }
  }

  /**
   * What {@code super().__new__(cls)}, and {@code super().__call__()} of a class's class, yield;
   * null for other methods.
   */
  @Nullable Value inherited(SuperThing above, String method, Args args, Node node) {
    if (method.equals("__new__") && firstClass(args) instanceof ClassThing type) {
      return Value.of(new InstanceThing(type));
    }
    return method.equals("__call__") && above.self instanceof ClassThing type
        ? made(type, args, node)
        : null;
  }

  private static @Nullable Thing firstClass(Args args) {
    Value first = args.positional().isEmpty() ? Value.ATOM : args.positional().get(0);
    return first.isAtom() ? null : first.things[0];
  }
}
