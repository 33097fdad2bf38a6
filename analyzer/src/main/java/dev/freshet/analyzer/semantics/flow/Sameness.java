package dev.freshet.analyzer.semantics.flow;

import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether two walks of one statement left the same state, objects that the walks made taken for one
 * another: an isomorphism of the new parts of the abstract heap.
 */
final class Sameness {
  private final int walk;
  private final IdentityHashMap<Place, Place> twins = new IdentityHashMap<>();
  private final IdentityHashMap<Place, Place> back = new IdentityHashMap<>();
  private final IdentityHashMap<Frame, Frame> frames = new IdentityHashMap<>();

  /**
   * @param walk the former walk
   */
  Sameness(int walk) {
    this.walk = walk;
  }

  /** Equal without taking any object for another. */
  static boolean equal(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return true;
    }
    if (a instanceof Binding one && b instanceof Binding other) {
      return one.sameSources(other) && one.value().same(other.value());
    }
    if (a instanceof Value one && b instanceof Value other) {
      return one.same(other);
    }
    if (a instanceof int[] one && b instanceof int[] other) {
      return Arrays.equals(one, other);
    }
    return Objects.equals(a, b);
  }

  boolean same(@Nullable Object then, @Nullable Object now) {
    if (then == now) {
      return true;
    }
    if (then instanceof Binding a && now instanceof Binding b) {
      return a.sameSources(b) && same(a.value(), b.value());
    }
    if (then instanceof Value a && now instanceof Value b) {
      return Objects.equals(a.text, b.text) && allSame(Arrays.asList(a.things), b.things);
    }
    if (then instanceof Thing a && now instanceof Thing b) {
      return sameThing(a, b);
    }
    return equal(then, now);
  }

  private boolean allSame(List<? extends @Nullable Object> then, @Nullable Object[] now) {
    return then.size() == now.length && allSame(then, Arrays.asList(now));
  }

  private boolean allSame(
      List<? extends @Nullable Object> then, List<? extends @Nullable Object> now) {
    if (then.size() != now.size()) {
      return false;
    }
    for (int i = 0; i < then.size(); i++) {
      if (!same(then.get(i), now.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the walk now made the thing where the walk then made the other. */
  private boolean sameThing(Thing then, Thing now) {
    Place known = twins.get(then);
    if (known != null || back.containsKey(now)) {
      return known == now;
    }
    // A thing that is shared was there before the statement.
    if (now.isShared() || !then.isMadeBy(walk) || then.getClass() != now.getClass()) {
      return false;
    }
    twins.put(then, now);
    back.put(now, then);
    return then.type.equals(now.type)
        && then.made.equals(now.made)
        && sameKind(then, now)
        && sameContent(then.content(), now.content())
        && allSame(then.heldBy(), now.heldBy());
  }

  private boolean sameContent(Map<String, Object> then, Map<String, Object> now) {
    if (then.size() != now.size()) {
      return false;
    }
    Iterator<Map.Entry<String, Object>> others = now.entrySet().iterator();
    for (Map.Entry<String, Object> entry : then.entrySet()) {
      Map.Entry<String, Object> other = others.next();
      if (!entry.getKey().equals(other.getKey()) || !same(entry.getValue(), other.getValue())) {
        return false;
      }
    }
    return true;
  }

  private boolean sameKind(Thing then, Thing now) {
    if (then instanceof ObjectThing) {
      return true;
    }
    if (then instanceof FunctionThing a && now instanceof FunctionThing b) {
      return a.isSameCode(b) && sameFrame(a.closure, b.closure) && allSame(a.roles(), b.roles());
    }
    if (then instanceof BoundThing a && now instanceof BoundThing b) {
      return a.name.equals(b.name) && same(a.receiver, b.receiver) && same(a.function, b.function);
    }
    if (then instanceof InstanceThing a && now instanceof InstanceThing b) {
      return same(a.of, b.of);
    }
    if (then instanceof ClassThing a && now instanceof ClassThing b) {
      return a.name.equals(b.name) && a.annotated.equals(b.annotated) && allSame(a.bases, b.bases);
    }
    if (then instanceof SuperThing a && now instanceof SuperThing b) {
      return same(a.self, b.self) && same(a.above, b.above);
    }
    // Generators hide what they hold; modules are whole worlds.
    return false;
  }

  private boolean sameFrame(@Nullable Frame then, @Nullable Frame now) {
    if (then == now) {
      return true;
    }
    if (then == null || now == null || then.kind != now.kind || then.space != now.space) {
      return false;
    }
    if (then.kind == Frame.Kind.MODULE) {
      return true;
    }
    Frame known = frames.get(then);
    if (known != null || now.isShared() || !then.isMadeBy(walk)) {
      return known == now;
    }
    frames.put(then, now);
    return same(then.function, now.function)
        && sameFrame(then.parent, now.parent)
        && sameContent(then.vars.content(), now.vars.content())
        && same(then.yielded(), now.yielded())
        && same(then.cells(), now.cells());
  }

  /** Moves the code of the functions that were there to where it stands now. */
  void move() {
    twins.forEach(
        (then, now) -> {
          if (then instanceof FunctionThing function && now instanceof FunctionThing moved) {
            function.move(moved);
          }
        });
  }
}
