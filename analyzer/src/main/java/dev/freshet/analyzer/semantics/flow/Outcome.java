package dev.freshet.analyzer.semantics.flow;

import org.jspecify.annotations.Nullable;

/**
 * What walking one statement came to: its effects, what it looked at, and how it changed the
 * abstract state. As long as nothing it looked at differs, it need not be walked again.
 */
final class Outcome {
  static final Place[] NO_PLACES = {};

  UnitEffects effects;
  Surrounding at;

  /** The walk that made the objects that are in it. */
  int walk;

  /** What it looked at that was there before it, each once. */
  Place[] seen = NO_PLACES;

  /** The slots it wrote, each once, with their values before and after. */
  Slot[] written = Trail.NO_SLOTS;

  @Nullable Object[] before = Trail.NO_SLOTS;
  @Nullable Object[] after = Trail.NO_SLOTS;

  /** Objects that came to be held by others, and those others. */
  Holders[] grown = Trail.NO_HOLDERS;

  Place[] holders = NO_PLACES;

  /** Whether the rest of the cell is not run. */
  boolean ends;

  /** Whether the number of cells before it matters. */
  boolean counts;

  /** Whether annotations are texts from here on. */
  boolean lazyAfter;

  Outcome(UnitEffects effects, Surrounding at) {
    this.effects = effects;
    this.at = at;
  }

  int number() {
    return effects.number();
  }

  /** Takes over changes of the state that are the same as its own. */
  void changeAs(Outcome same) {
    walk = same.walk;
    written = same.written;
    before = same.before;
    after = same.after;
    grown = same.grown;
    holders = same.holders;
  }

  /** Whether walking it there, in the same state, must come to the same. */
  boolean holdsAt(Surrounding place) {
    return place.sameAs(at) && (!counts || place.executed() == at.executed());
  }

  boolean isAffected() {
    for (Place place : seen) {
      if (place.dirty > 0) {
        return true;
      }
    }
    return false;
  }
}
