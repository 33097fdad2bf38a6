package dev.freshet.analyzer;

import java.util.BitSet;

/**
 * What a change did to the code cells, comments and formatting not counted.
 *
 * @param moved cells that stand in another order among those that stayed
 */
public record CellChanges(int edited, int inserted, int deleted, int moved) {
  /** Compares two versions. */
  public static CellChanges between(Analysis before, Analysis after) {
    CellPairs pairs = CellPairs.of(before, after);
    int edited = 0;
    int inserted = 0;
    BitSet kept = new BitSet();
    int[] longest = new int[after.notebook().cells().size()];
    int inOrder = 0;
    for (int i = 0; i < longest.length; i++) {
      int old = pairs.oldOf(i);
      if (after.notebook().cell(i).isCode() && old < 0) {
        inserted++;
      } else if (old >= 0) {
        kept.set(old);
        edited += before.digest(old).equals(after.digest(i)) ? 0 : 1;
        longest[i] = 1;
        for (int j = 0; j < i; j++) {
          if (longest[j] > 0 && pairs.oldOf(j) < old) {
            longest[i] = Math.max(longest[i], longest[j] + 1);
          }
        }
        inOrder = Math.max(inOrder, longest[i]);
      }
    }
    int deleted = 0;
    for (int i = 0; i < before.notebook().cells().size(); i++) {
      deleted += before.notebook().cell(i).isCode() && !kept.get(i) ? 1 : 0;
    }
    return new CellChanges(edited, inserted, deleted, kept.cardinality() - inOrder);
  }

  public int total() {
    return edited + inserted + deleted + moved;
  }
}
