package dev.freshet.analyzer.notebook;

import java.util.ArrayList;
import java.util.List;

/**
 * Order-preserving pairs of two sequences whose weights have the largest sum; with equal weights, a
 * longest common subsequence. The textbook dynamic program, after common ends are taken off.
 */
final class CommonSubsequence {
  /** Indices into both sequences. */
  record Pair(int left, int right) {}

  /** How well two elements go together; 0 when they do not. */
  private interface Weight {
    double of(int left, int right);
  }

  private CommonSubsequence() {}

  static List<Pair> of(List<String> left, List<String> right) {
    List<Pair> pairs = new ArrayList<>();
    int start = 0;
    int leftEnd = left.size();
    int rightEnd = right.size();
    while (start < leftEnd && start < rightEnd && left.get(start).equals(right.get(start))) {
      pairs.add(new Pair(start, start++));
    }
    while (start < leftEnd
        && start < rightEnd
        && left.get(leftEnd - 1).equals(right.get(rightEnd - 1))) {
      pairs.add(new Pair(--leftEnd, --rightEnd));
    }
    int offset = start;
    Weight equal = (l, r) -> left.get(offset + l).equals(right.get(offset + r)) ? 1 : 0;
    for (Pair pair : heaviest(leftEnd - start, rightEnd - start, equal)) {
      pairs.add(new Pair(offset + pair.left(), offset + pair.right()));
    }
    return pairs;
  }

  static List<Pair> alike(List<Likeness> left, List<Likeness> right) {
    return heaviest(left.size(), right.size(), (l, r) -> left.get(l).to(right.get(r)));
  }

  private static List<Pair> heaviest(int lefts, int rights, Weight weight) {
    double[][] best = new double[lefts + 1][rights + 1];
    boolean[][] paired = new boolean[lefts][rights];
    for (int l = lefts - 1; l >= 0; l--) {
      for (int r = rights - 1; r >= 0; r--) {
        double skip = Math.max(best[l + 1][r], best[l][r + 1]);
        double own = weight.of(l, r);
        double pair = own + best[l + 1][r + 1];
        paired[l][r] = own > 0 && pair >= skip;
        best[l][r] = Math.max(skip, pair);
      }
    }
    List<Pair> pairs = new ArrayList<>();
    int l = 0;
    int r = 0;
    while (l < lefts && r < rights) {
      if (paired[l][r]) {
        pairs.add(new Pair(l++, r++));
      } else if (best[l + 1][r] >= best[l][r + 1]) {
        l++;
      } else {
        r++;
      }
    }
    return pairs;
  }
}
