package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what a statement made that others can get at, and lets the trail watch it. */
final class Sharing {
  private final Trail trail;
  private int walk;
  private final Deque<Object> open = new ArrayDeque<>();

  Sharing(Trail trail) {
    this.trail = trail;
  }

  void add(@Nullable Object found) {
    if (found != null && !isKnown(found)) {
      open.add(found);
    }
  }

  // Most of what statements make holds what is shared already, or nothing.
  private static boolean isKnown(Object found) {
    if (found instanceof Thing thing) {
      return thing.isShared();
    }
    if (found instanceof Binding binding) {
      return isKnown(binding.value());
    }
    if (found instanceof Value value) {
      for (Thing thing : value.things) {
        if (!thing.isShared()) {
          return false;
        }
      }
      return true;
    }
    return false;
  }

  /** Shares what was added, and all that can be got at through it. */
  void run(int madeBy) {
    walk = madeBy;
    while (!open.isEmpty()) {
      visit(open.remove());
    }
  }

  private void visit(Object found) {
    if (found instanceof Thing thing) {
      if (thing.share(trail, walk)) {
        thing.parts(this::add);
      }
    } else if (found instanceof Binding binding) {
      add(binding.value());
    } else if (found instanceof Value value) {
      for (Thing thing : value.things) {
        add(thing);
      }
    } else if (found instanceof Frame frame) {
      frame.share(trail, walk, this::add);
    } else if (found instanceof Map<?, ?> map) {
      map.values().forEach(this::add);
    }
  }
}
