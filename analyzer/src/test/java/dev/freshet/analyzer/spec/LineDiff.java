package dev.freshet.analyzer.spec;

import java.util.List;

/**
 * The lines that differ between two texts, {@code -} for those that went, {@code +} for new ones.
 */
final class LineDiff {
  private LineDiff() {}

  static String between(String before, String after) {
    List<String> left = List.of(before.split("\n", -1));
    List<String> right = List.of(after.split("\n", -1));
    int[][] common = new int[left.size() + 1][right.size() + 1];
    for (int l = left.size() - 1; l >= 0; l--) {
      for (int r = right.size() - 1; r >= 0; r--) {
        common[l][r] =
            left.get(l).equals(right.get(r))
                ? common[l + 1][r + 1] + 1
                : Math.max(common[l + 1][r], common[l][r + 1]);
      }
    }
    StringBuilder diff = new StringBuilder();
    int l = 0;
    int r = 0;
    while (l < left.size() || r < right.size()) {
      if (l < left.size() && r < right.size() && left.get(l).equals(right.get(r))) {
        l++;
        r++;
      } else if (r == right.size() || (l < left.size() && common[l + 1][r] >= common[l][r + 1])) {
        diff.append('-').append(left.get(l++)).append('\n');
      } else {
        diff.append('+').append(right.get(r++)).append('\n');
      }
    }
    return diff.toString();
  }
}
