package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks single statements. */
final class Walker {
  private final Interpreter in;

  Walker(Interpreter in) {
    this.in = in;
  }

  /** Walks a statement; what it made is not yet shared. */
  Outcome walk(WalkedCell cell, Surrounding at, int number) {
    CellFacts facts = at.facts();
    UnitEffects unit = new UnitEffects(number, cell.index(), facts, at.statement());
    Outcome outcome = new Outcome(unit, at);
    in.begin(unit, new Code(facts, cell.key));
    in.lazyAnnotations = at.lazy();
    in.executed(at.executed());
    outcome.ends = run(facts.statements().get(at.statement())) == Path.ENDS;
    in.shownChanges.endUnit();
    if (at.last() && !outcome.ends) {
      in.outputs.endCell(facts, in.shown);
    }
    outcome.counts = in.counted();
    outcome.lazyAfter = in.lazyAnnotations;
    unit.notes.close();
    in.trail.note(outcome);
    return outcome;
  }

  /** What the walk just done made belongs to all from now on. */
  void keep() {
    in.trail.share();
  }

  private Path run(Stmt statement) {
    try {
      return in.run(statement);
    } catch (StackOverflowError tooDeep) {
      in.frame = Frame.module(in.notebook);
      in.notebook.vars.flatten();
      in.open(true, true, "holds code that is nested too deeply", statement);
      return Path.GOES_ON;
    }
  }

  /**
   * Whether the walk just done came to the same changes as a former one. Then the functions of the
   * former are moved to where their code stands now.
   */
  boolean isSame(Outcome then, Outcome now) {
    if (then.grown.length != now.grown.length) {
      return false;
    }
    Map<Slot, @Nullable Object> former = new HashMap<>();
    for (int i = 0; i < then.written.length; i++) {
      former.put(then.written[i], then.after[i]);
    }
    Sameness sameness = new Sameness(then.walk);
    for (int i = 0; i < now.written.length; i++) {
      Slot slot = now.written[i];
      boolean both = former.containsKey(slot);
      Object was = both ? former.remove(slot) : now.before[i];
      if (both ? !sameness.same(was, slot.value) : !Sameness.equal(was, slot.value)) {
        return false;
      }
    }
    for (Map.Entry<Slot, @Nullable Object> rest : former.entrySet()) {
      if (!Sameness.equal(rest.getValue(), rest.getKey().value)) {
        return false;
      }
    }
    for (int i = 0; i < now.grown.length; i++) {
      if (then.grown[i] != now.grown[i] || !sameness.same(then.holders[i], now.holders[i])) {
        return false;
      }
    }
    sameness.move();
    return true;
  }
}
