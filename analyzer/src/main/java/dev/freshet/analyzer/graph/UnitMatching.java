package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;

/**
 * Which statement of a notebook's new version is which of its old one: first equal ones, and those
 * that do the same, within a cell, then those that are left wherever they stand now, so that a cell
 * that is split, joined or moved keeps its statements. Which of equal statements is meant does no
 * harm: what they do is compared by what they read.
 */
public final class UnitMatching {
  private static final int NONE = -1;

  private final NotebookFlow before;
  private final NotebookFlow after;
  private final int[] oldOf;
  private final int[] newOf;

  private record Key(int cell, String digest) {}

  private UnitMatching(NotebookFlow before, NotebookFlow after) {
    this.before = before;
    this.after = after;
    this.oldOf = new int[after.units().size()];
    this.newOf = new int[before.units().size()];
    Arrays.fill(oldOf, NONE);
    Arrays.fill(newOf, NONE);
  }

  /**
   * @param oldCell the old index of the cell at a new index, -1 for a new cell
   */
  static UnitMatching of(NotebookFlow before, NotebookFlow after, IntUnaryOperator oldCell) {
    UnitMatching matching = new UnitMatching(before, after);
    matching.match(oldCell, cell -> cell, UnitEffects::digest);
    matching.match(oldCell, cell -> cell, UnitEffects::meaning);
    matching.match(cell -> 0, cell -> 0, UnitEffects::digest);
    matching.match(cell -> 0, cell -> 0, UnitEffects::meaning);
    return matching;
  }

  // Equal keys are paired in their order.
  private void match(
      IntUnaryOperator newCell, IntUnaryOperator oldCell, Function<UnitEffects, String> code) {
    Map<Key, Deque<Integer>> free = new HashMap<>();
    for (int i = 0; i < newOf.length; i++) {
      if (newOf[i] == NONE) {
        UnitEffects unit = before.units().get(i);
        Key key = new Key(oldCell.applyAsInt(unit.cell()), code.apply(unit));
        free.computeIfAbsent(key, k -> new ArrayDeque<>()).add(i);
      }
    }
    for (int i = 0; i < oldOf.length; i++) {
      if (oldOf[i] == NONE) {
        UnitEffects unit = after.units().get(i);
        Key key = new Key(newCell.applyAsInt(unit.cell()), code.apply(unit));
        Deque<Integer> olds = free.get(key);
        if (olds != null && !olds.isEmpty()) {
          oldOf[i] = olds.remove();
          newOf[oldOf[i]] = i;
        }
      }
    }
  }

  /** The places among the old units of a new cell's units; -1 for those that are new. */
  public List<Integer> ofCell(int newCell) {
    return after.cells().get(newCell).stream().map(u -> oldOf[after.indexOf(u.number())]).toList();
  }

  /** The places among the old units of an old cell's units. */
  public List<Integer> ofOldCell(int oldCell) {
    return before.cells().get(oldCell).stream().map(u -> before.indexOf(u.number())).toList();
  }

  /** The place among the old units of the unit at a place among the new ones, or -1. */
  int oldOf(int index) {
    return oldOf[index];
  }

  /** The place among the new units of the unit at a place among the old ones, or -1. */
  public int newOf(int index) {
    return newOf[index];
  }
}
