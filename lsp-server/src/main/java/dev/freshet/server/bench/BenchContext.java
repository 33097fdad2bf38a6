package dev.freshet.server.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What every measurement is given: the Python to compare with, extra notebooks to measure on (may
 * be empty), how many rounds to take, a folder of notebooks with a manifest and traces, and whether
 * also what takes minutes and gigabytes.
 */
public record BenchContext(
    String python, List<Path> notebooks, int rounds, Optional<Path> corpus, boolean full) {
  public BenchContext {
    notebooks = List.copyOf(notebooks);
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, not " + rounds);
    }
  }
}
