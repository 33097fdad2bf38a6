package dev.freshet.analyzer;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.graph.UnitMatching;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.Voices;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/**
 * What a change of a cell's own text means for its result. An edited cell is affected, and so is a
 * new one; but where a cell was split, joined with another or moved, its statements are those of
 * before. Then only its output may differ: the one that stands in the file belongs to the
 * statements that were run together.
 */
final class OwnChange {
  private final Analysis before;
  private final Analysis after;
  private final CellPairs pairs;
  private final UnitMatching units;
  private final IntPredicate quiet;

  /**
   * @param quiet whether an old cell put nothing out when it ran
   */
  OwnChange(
      Analysis before, Analysis after, CellPairs pairs, UnitMatching units, IntPredicate quiet) {
    this.before = before;
    this.after = after;
    this.pairs = pairs;
    this.units = units;
    this.quiet = quiet;
  }

  /** Why the cell's result may differ by its own text; empty when it may not. */
  List<Reason> of(int index) {
    int old = pairs.oldOf(index);
    boolean same = old >= 0 && before.digest(old).equals(after.digest(index));
    if (same) {
      return List.of();
    }
    if (!isRegrouped(index, old)) {
      return List.of(
          old < 0
              ? Reason.of(Reason.Kind.INSERTED, "this cell is new")
              : Reason.of(Reason.Kind.EDITED, "this cell was edited"));
    }
    List<Integer> now = voices(index);
    if (old >= 0) {
      return now.equals(oldVoices(old))
          ? List.of()
          : List.of(Reason.of(Reason.Kind.EDITED, regrouped(index, old)));
    }
    return now.isEmpty()
        ? List.of()
        : List.of(
            Reason.of(
                Reason.Kind.INSERTED,
                "this cell is new; its statements stood in " + oldPlaces(index)));
  }

  // All statements are old ones in their order, and its own are not mixed with strangers'.
  private boolean isRegrouped(int index, int old) {
    List<Integer> now = units.ofCell(index);
    boolean broken =
        !after.problems(index).isEmpty() || (old >= 0 && !before.problems(old).isEmpty());
    boolean whole = now.size() == statements(after, index);
    if (broken || !whole || now.isEmpty() || now.contains(-1) || !ascends(now)) {
      return false;
    }
    if (old < 0) {
      return true;
    }
    List<Integer> then = units.ofOldCell(old);
    boolean allKept = then.stream().allMatch(unit -> units.newOf(unit) >= 0);
    boolean nested = then.containsAll(now) || now.containsAll(then);
    return then.size() == statements(before, old) && allKept && nested;
  }

  private static int statements(Analysis analysis, int index) {
    return analysis.facts(index).map(facts -> facts.statements().size()).orElse(0);
  }

  private static boolean ascends(List<Integer> numbers) {
    for (int i = 1; i < numbers.size(); i++) {
      if (numbers.get(i - 1) >= numbers.get(i)) {
        return false;
      }
    }
    return true;
  }

  // The statements that may put something out, and whether the last one is shown.
  private List<Integer> voices(int index) {
    List<Integer> found = new ArrayList<>();
    List<Integer> olds = units.ofCell(index);
    CellFacts facts = after.facts(index).orElseThrow();
    for (int i = 0; i < olds.size(); i++) {
      int cell = before.flow().units().get(olds.get(i)).cell();
      if (Voices.mayPutOut(facts, i) && !(quiet.test(cell) && !showsMore(facts, i, olds.get(i)))) {
        found.add(olds.get(i));
      }
    }
    return found;
  }

  // A last expression is shown that was none before.
  private boolean showsMore(CellFacts facts, int statement, int oldUnit) {
    boolean last = statement == facts.statements().size() - 1 && !facts.isSilent();
    int cell = before.flow().units().get(oldUnit).cell();
    List<Integer> then = units.ofOldCell(cell);
    boolean lastThen =
        Objects.equals(then.get(then.size() - 1), oldUnit)
            && !before.facts(cell).orElseThrow().isSilent();
    return last && !lastThen;
  }

  private List<Integer> oldVoices(int old) {
    List<Integer> found = new ArrayList<>();
    List<Integer> olds = units.ofOldCell(old);
    CellFacts facts = before.facts(old).orElseThrow();
    for (int i = 0; i < olds.size(); i++) {
      if (Voices.mayPutOut(facts, i) && !quiet.test(old)) {
        found.add(olds.get(i));
      }
    }
    return found;
  }

  private String regrouped(int index, int old) {
    boolean shrunk = units.ofCell(index).size() < units.ofOldCell(old).size();
    return shrunk
        ? "this cell was split: output of its other statements belongs to other cells now"
        : "this cell was joined with " + oldPlaces(index) + ", and so was their output";
  }

  private String oldPlaces(int index) {
    int own = pairs.oldOf(index);
    return units.ofCell(index).stream()
        .map(unit -> before.flow().units().get(unit).cell())
        .filter(cell -> cell != own)
        .distinct()
        .map(cell -> "cell " + cell)
        .collect(Collectors.joining(" and "));
  }
}
