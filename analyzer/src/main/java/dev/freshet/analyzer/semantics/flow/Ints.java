package dev.freshet.analyzer.semantics.flow;

import java.util.Arrays;
import java.util.List;

/** Small ascending sets of unit numbers. */
final class Ints {
  static final int[] NONE = {};

  private Ints() {}

  static int[] add(int[] set, int value) {
    int at = Arrays.binarySearch(set, value);
    if (at >= 0) {
      return set;
    }
    int[] grown = new int[set.length + 1];
    int place = -at - 1;
    System.arraycopy(set, 0, grown, 0, place);
    grown[place] = value;
    System.arraycopy(set, place, grown, place + 1, set.length - place);
    return grown;
  }

  static int[] union(int[] a, int[] b) {
    if (a.length == 0 || a == b) {
      return b;
    }
    int[] all = a;
    for (int value : b) {
      all = add(all, value);
    }
    return all;
  }

  static List<Integer> list(int[] set) {
    if (set.length == 0) {
      return List.of();
    }
    Integer[] boxed = new Integer[set.length];
    for (int i = 0; i < set.length; i++) {
      boxed[i] = set[i];
    }
    return List.of(boxed);
  }

  /** The members that are greater than the bound. */
  static int[] after(int[] set, int bound) {
    int from = 0;
    while (from < set.length && set[from] <= bound) {
      from++;
    }
    return from == 0 ? set : Arrays.copyOfRange(set, from, set.length);
  }
}
