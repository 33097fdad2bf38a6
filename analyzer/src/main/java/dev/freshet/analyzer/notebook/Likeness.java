package dev.freshet.analyzer.notebook;

import java.util.HashMap;
import java.util.Map;

/**
 * How alike two cells' texts are: the Dice coefficient of their multisets of character pairs.
 *
 * @param pairs how often each pair of neighbouring characters occurs
 * @param size the number of pairs
 */
record Likeness(CellKind kind, Map<Integer, Integer> pairs, int size) {
  private static final double LEAST = 0.5;

  static Likeness of(Cell cell) {
    // The line end makes one-letter cells comparable.
    String text = cell.source() + "\n";
    Map<Integer, Integer> pairs = new HashMap<>();
    for (int i = 1; i < text.length(); i++) {
      pairs.merge(text.charAt(i - 1) << Character.SIZE | text.charAt(i), 1, Integer::sum);
    }
    return new Likeness(cell.kind(), Map.copyOf(pairs), text.length() - 1);
  }

  /** From 0 (too little in common to be the same cell) to 1 (the same pairs). */
  double to(Likeness other) {
    if (kind != other.kind || size + other.size == 0) {
      return kind == other.kind ? 1 : 0;
    }
    int common = 0;
    for (Map.Entry<Integer, Integer> pair : pairs.entrySet()) {
      common += Math.min(pair.getValue(), other.pairs.getOrDefault(pair.getKey(), 0));
    }
    double dice = 2.0 * common / (size + other.size);
    return dice < LEAST ? 0 : dice;
  }
}
