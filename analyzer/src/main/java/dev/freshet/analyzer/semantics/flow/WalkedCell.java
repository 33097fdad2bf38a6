package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A cell with the outcomes of its statements, as far as they run. */
final class WalkedCell {
  /** Stays the same when the cell is edited or moves because of others. */
  final int key;

  final @Nullable CellFacts facts;
  final int executed;
  final List<Outcome> outcomes = new ArrayList<>();
  private int index;
  private @Nullable List<UnitEffects> effects;

  /**
   * @param executed how many cells with statements come before
   */
  WalkedCell(int key, @Nullable CellFacts facts, int index, int executed) {
    this.key = key;
    this.facts = facts;
    this.index = index;
    this.executed = executed;
  }

  int index() {
    return index;
  }

  boolean isExecuted() {
    return facts != null && !facts.isBlank();
  }

  /** The cell now stands at another place. */
  void moveTo(int place) {
    if (place != index) {
      index = place;
      effects = null;
    }
  }

  List<UnitEffects> effects() {
    if (effects == null) {
      List<UnitEffects> all = new ArrayList<>(outcomes.size());
      for (Outcome outcome : outcomes) {
        outcome.effects = outcome.effects.in(index);
        all.add(outcome.effects);
      }
      effects = List.copyOf(all);
    }
    return effects;
  }

  /** Where its next statement stands. */
  Surrounding surrounding(int statement) {
    CellFacts own = java.util.Objects.requireNonNull(facts);
    boolean lazy = statement > 0 && outcomes.get(statement - 1).lazyAfter;
    boolean last = statement == own.statements().size() - 1;
    return new Surrounding(own, statement, lazy, last, executed);
  }
}
