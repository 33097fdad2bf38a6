package dev.freshet.server.corpus;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Which cells must come, or come, before which others. */
final class PairOrder {
  private static final Pattern SEEDS = Pattern.compile("\\bseed\\(");

  /** An earlier and a later cell, by place. */
  record Pair(int first, int second) {}

  private final BitSet[] after;

  /** The transitive closure of the pairs. */
  PairOrder(int cells, Set<Pair> pairs) {
    after = new BitSet[cells];
    for (int i = cells - 1; i >= 0; i--) {
      after[i] = new BitSet(cells);
    }
    for (int i = cells - 1; i >= 0; i--) {
      for (Pair pair : pairs) {
        if (pair.first == i && pair.second > i && pair.second < cells) {
          after[i].set(pair.second);
          after[i].or(after[pair.second]);
        }
      }
    }
  }

  boolean orders(int first, int second) {
    return after[first].get(second);
  }

  /**
   * The pairs that isolated execution with versioned variables must keep in order: reads after
   * writes and changes, draws on a global generator unless it is seeded first, uses of a file that
   * one of them writes.
   */
  static Set<Pair> required(List<TracedCell> cells) {
    Set<Pair> pairs = new HashSet<>();
    for (TracedCell cell : cells) {
      for (TracedCell.Read read : cell.reads().values()) {
        read.from().ifPresent(from -> add(pairs, from, cell.index()));
        read.changedBy().forEach(from -> add(pairs, from, cell.index()));
      }
    }
    for (String generator : TracedCell.GENERATORS) {
      draws(cells, generator, pairs);
    }
    for (int i = 0; i < cells.size(); i++) {
      for (int j = i + 1; j < cells.size(); j++) {
        if (shareFile(cells.get(i), cells.get(j))) {
          add(pairs, cells.get(i).index(), cells.get(j).index());
        }
      }
    }
    return pairs;
  }

  private static void add(Set<Pair> pairs, int first, int second) {
    if (first < second) {
      pairs.add(new Pair(first, second));
    }
  }

  private static void draws(List<TracedCell> cells, String generator, Set<Pair> pairs) {
    Set<Integer> since = new HashSet<>();
    for (TracedCell cell : cells) {
      if (cell.ambient().contains(generator)) {
        if (SEEDS.matcher(cell.source()).find()) {
          since.clear();
        } else {
          since.forEach(first -> add(pairs, first, cell.index()));
        }
        since.add(cell.index());
      }
    }
  }

  private static boolean shareFile(TracedCell first, TracedCell second) {
    return meet(first.filesWritten(), second.filesWritten())
        || meet(first.filesWritten(), second.filesRead())
        || meet(first.filesRead(), second.filesWritten());
  }

  private static boolean meet(Set<String> a, Set<String> b) {
    return a.stream().anyMatch(b::contains);
  }
}
