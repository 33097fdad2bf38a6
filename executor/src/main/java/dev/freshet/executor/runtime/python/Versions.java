package dev.freshet.executor.runtime.python;

import java.util.Arrays;

/** Compares release numbers; what follows the numbers (rc1, .post1) is passed over. */
final class Versions {
  private Versions() {}

  static int compare(String left, String right) {
    return Arrays.compare(numbers(left), numbers(right));
  }

  private static int[] numbers(String version) {
    int[] numbers =
        Arrays.stream(version.split("[^0-9]+"))
            .filter(part -> !part.isEmpty() && part.length() < 9)
            .mapToInt(Integer::parseInt)
            .limit(3)
            .toArray();
    return Arrays.copyOf(numbers, 3);
  }
}
