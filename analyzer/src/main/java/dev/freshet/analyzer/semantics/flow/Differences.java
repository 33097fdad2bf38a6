package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the state, as the walk now comes to a statement, differs from the state in which the walk
 * before came to it.
 */
final class Differences {
  private final List<Slot> slots = new ArrayList<>();
  private final List<Holders> grown = new ArrayList<>();
  private int count;

  boolean isEmpty() {
    return count == 0;
  }

  /** Both walks made the changes of the outcome, which are about to be made again. */
  void pass(Outcome outcome) {
    if (count > 0) {
      for (Slot slot : outcome.written) {
        clean(slot);
      }
    }
  }

  /** The walk before came by a statement that is no more. */
  void gone(Outcome old) {
    for (int i = 0; i < old.written.length; i++) {
      compare(old.written[i], old.after[i]);
    }
    soil(old);
  }

  /** The walk now came by a statement that was not there. */
  void came(Outcome now) {
    for (int i = 0; i < now.written.length; i++) {
      Slot slot = now.written[i];
      compare(slot, slot.isDirty() ? slot.former : now.before[i]);
    }
    soil(now);
  }

  /** The walk now came from a statement to other changes than the walk before. */
  void changed(Outcome old, Outcome now) {
    Map<Slot, @Nullable Object> former = former(old, now);
    former.forEach(this::compare);
    soil(old);
    soil(now);
  }

  /** What the slots that either walk wrote held after the walk before. */
  private static Map<Slot, @Nullable Object> former(Outcome old, Outcome now) {
    Map<Slot, @Nullable Object> former = new HashMap<>();
    for (int i = 0; i < now.written.length; i++) {
      Slot slot = now.written[i];
      former.put(slot, slot.isDirty() ? slot.former : now.before[i]);
    }
    for (int i = 0; i < old.written.length; i++) {
      former.put(old.written[i], old.after[i]);
    }
    return former;
  }

  private void compare(Slot slot, @Nullable Object former) {
    if (Sameness.equal(former, slot.value)) {
      clean(slot);
    } else {
      if (!slot.isDirty()) {
        count++;
        slots.add(slot);
      }
      slot.soil(former);
    }
  }

  private void clean(Slot slot) {
    if (slot.isDirty()) {
      count--;
      slot.clean();
    }
  }

  // Who holds what is known for the whole way, not by its parts: it stays different to the end.
  private void soil(Outcome outcome) {
    for (Holders holders : outcome.grown) {
      if (!holders.isDirty()) {
        holders.dirty = 1;
        count++;
        grown.add(holders);
      }
    }
  }

  /** The walk now has come to its end and is what the next will be compared with. */
  void forget() {
    slots.forEach(this::clean);
    grown.forEach(holders -> holders.dirty = 0);
    slots.clear();
    grown.clear();
    count = 0;
  }
}
