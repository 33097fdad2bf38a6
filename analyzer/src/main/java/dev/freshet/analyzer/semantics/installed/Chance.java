package dev.freshet.analyzer.semantics.installed;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Random generators, known by their names. */
final class Chance {
  private static final Set<String> GENERATORS =
      Set.of(
          "rng",
          "rand",
          "random",
          "random_state",
          "randomstate",
          "prng",
          "generator",
          "rs",
          "rstate",
          "_rng",
          "_random",
          "_random_state",
          "rand_state",
          "np_random");

  private Chance() {}

  /** The global generator that a module stands for; null for other things. */
  static @Nullable String state(String path) {
    return switch (path) {
      case "numpy.random", "numpy.random.mtrand", "numpy.random.mtrand._rand" -> "@numpy.random";
      case "random" -> "@random";
      default -> null;
    };
  }

  /** Whether a name is one that people give to generators. */
  static boolean isGenerator(String name) {
    return GENERATORS.contains(name.substring(name.lastIndexOf('.') + 1));
  }
}
