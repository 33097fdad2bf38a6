package dev.freshet.analyzer;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/**
 * Which cell is which: by id, then cells whose ids are new by equal code of cells that are gone, as
 * where a cell was cut and pasted.
 */
final class CellPairs {
  private final int[] oldOf;

  private CellPairs(int[] oldOf) {
    this.oldOf = oldOf;
  }

  static CellPairs of(Analysis before, Analysis after) {
    int[] oldOf = new int[after.notebook().cells().size()];
    Arrays.fill(oldOf, -1);
    Map<CellId, Integer> byId = new HashMap<>();
    Notebook old = before.notebook();
    for (int i = 0; i < old.cells().size(); i++) {
      byId.put(old.cell(i).id(), i);
    }
    for (int i = 0; i < oldOf.length; i++) {
      Integer found = byId.remove(after.notebook().cell(i).id());
      oldOf[i] = found != null && old.cell(found).isCode() ? found : -1;
    }
    Map<String, Deque<Integer>> gone = new HashMap<>();
    for (int i = 0; i < old.cells().size(); i++) {
      if (byId.containsKey(old.cell(i).id()) && !before.digest(i).isEmpty()) {
        gone.computeIfAbsent(before.digest(i), d -> new ArrayDeque<>()).add(i);
      }
    }
    for (int i = 0; i < oldOf.length; i++) {
      Deque<Integer> same = gone.get(after.digest(i));
      if (oldOf[i] < 0 && same != null && !same.isEmpty()) {
        oldOf[i] = same.remove();
      }
    }
    return new CellPairs(oldOf);
  }

  /** The old index of the cell at a new index, or -1 for a new cell. */
  int oldOf(int index) {
    return oldOf[index];
  }
}
