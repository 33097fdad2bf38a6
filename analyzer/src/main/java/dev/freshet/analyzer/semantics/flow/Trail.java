package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Notes what the walk of one statement looks at and changes, so that it can be undone and done
 * again without walking (the trail of logic programming systems). Only state that was there before
 * the statement is noted: what a statement makes is its own until it ends.
 */
final class Trail {
  static final Slot[] NO_SLOTS = {};
  static final Holders[] NO_HOLDERS = {};

  private int walk;
  private final List<Place> seen = new ArrayList<>();
  private final List<Slot> written = new ArrayList<>();
  private final List<@Nullable Object> before = new ArrayList<>();
  private final List<Holders> grown = new ArrayList<>();
  private final List<Place> holders = new ArrayList<>();
  private final Sharing sharing = new Sharing(this);

  /** A statement begins. */
  void begin() {
    walk++;
    seen.clear();
    written.clear();
    before.clear();
    grown.clear();
    holders.clear();
  }

  void look(Place place) {
    if (place.seenBy != walk) {
      place.seenBy = walk;
      seen.add(place);
    }
  }

  @Nullable Object get(Slot slot) {
    // What the statement wrote itself it need not be told.
    if (slot.writtenBy != walk) {
      look(slot);
    }
    return slot.value;
  }

  void set(Slot slot, @Nullable Object value) {
    if (slot.writtenBy != walk) {
      slot.writtenBy = walk;
      written.add(slot);
      before.add(slot.value);
    }
    slot.value = value;
  }

  void hold(Holders of, Place holder) {
    if (of.add(holder, walk)) {
      grown.add(of);
      holders.add(holder);
    }
  }

  /** The statement has ended: what became visible of what it made belongs to all from now on. */
  void share() {
    for (int i = 0; i < written.size(); i++) {
      sharing.add(written.get(i).value);
    }
    for (int i = 0; i < holders.size(); i++) {
      sharing.add(holders.get(i));
    }
    sharing.run(walk);
  }

  /** Writes down what was noted. */
  void note(Outcome outcome) {
    outcome.walk = walk;
    outcome.seen = seen.toArray(Outcome.NO_PLACES);
    outcome.written = written.toArray(NO_SLOTS);
    if (!written.isEmpty()) {
      outcome.before = before.toArray();
      outcome.after = new Object[written.size()];
      for (int i = 0; i < written.size(); i++) {
        outcome.after[i] = written.get(i).value;
      }
    }
    outcome.grown = grown.toArray(NO_HOLDERS);
    outcome.holders = holders.toArray(Outcome.NO_PLACES);
  }

  /** Puts the state back to what it was before the statement; the latest must be undone first. */
  static void undo(Outcome outcome) {
    for (int i = outcome.written.length - 1; i >= 0; i--) {
      outcome.written[i].value = outcome.before[i];
    }
    for (int i = outcome.grown.length - 1; i >= 0; i--) {
      outcome.grown[i].pop();
    }
  }

  /** Makes the changes of a statement in a state in which it would make the same. */
  static void redo(Outcome outcome) {
    for (int i = 0; i < outcome.written.length; i++) {
      Slot slot = outcome.written[i];
      outcome.before[i] = slot.value;
      slot.value = outcome.after[i];
    }
    for (int i = 0; i < outcome.grown.length; i++) {
      outcome.grown[i].push(outcome.holders[i]);
    }
  }
}
