package dev.freshet.analyzer.semantics.flow;

import java.util.HashMap;
import java.util.Map;

/** Copies of objects: of one level, or of all that they hold. */
final class Copies {
  private static final int DEEPEST = 8;

  private final boolean deep;
  private final Map<Thing, Thing> done = new HashMap<>(4);

  private Copies(boolean deep) {
    this.deep = deep;
  }

  /** New objects that hold the same things, or, of a deep copy, copies of them. */
  static Value of(Value original, boolean deep) {
    return new Copies(deep).copy(original, 0);
  }

  private Value copy(Value value, int depth) {
    Value result = Value.text(value.text);
    for (Thing thing : value.things) {
      result = result.join(Value.of(copy(thing, depth)).withText(value.text));
    }
    return result;
  }

  private Thing copy(Thing thing, int depth) {
    Thing known = done.get(thing);
    if (known != null) {
      return known;
    }
    Thing made = sameKind(thing);
    if (made.equals(thing)) {
      return thing;
    }
    made.made = thing.made;
    done.put(thing, made);
    if (deep && depth < DEEPEST) {
      thing.copyTo(made, value -> copy(value, depth + 1));
    } else if (!deep) {
      thing.copyTo(made, value -> value);
    }
    return made;
  }

  // Functions, classes and modules are not copied.
  private static Thing sameKind(Thing thing) {
    if (thing instanceof InstanceThing instance) {
      return new InstanceThing(instance.of);
    }
    return thing instanceof ObjectThing ? new ObjectThing(thing.type) : thing;
  }
}
