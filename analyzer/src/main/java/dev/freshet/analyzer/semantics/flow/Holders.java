package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.List;

/**
 * What shows an object: the {@link Thing}s that hold it and the {@link NameSlot}s that are bound to
 * it. Each statement adds its own, whatever others added, so that no statement depends on another's
 * additions.
 */
final class Holders extends Place {
  private List<Place> all = List.of();

  /** The walk that added last, and where its additions begin. */
  private int grownBy;

  private int own;

  /** Adds a holder; false if this walk added it before. */
  boolean add(Place holder, int walk) {
    if (grownBy != walk) {
      grownBy = walk;
      own = all.size();
    }
    for (int i = own; i < all.size(); i++) {
      if (all.get(i) == holder) {
        return false;
      }
    }
    push(holder);
    return true;
  }

  void push(Place holder) {
    if (all.isEmpty()) {
      all = new ArrayList<>(2);
    }
    all.add(holder);
  }

  void pop() {
    all.remove(all.size() - 1);
  }

  List<Place> all() {
    return all;
  }
}
