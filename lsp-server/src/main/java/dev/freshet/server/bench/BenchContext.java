package dev.freshet.server.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What every measurement is given.
 *
 * @param python the Python to compare with
 * @param notebooks extra notebooks to measure on
 * @param rounds how many turns to take of each side
 * @param corpus a folder of notebooks with a manifest and traces
 * @param only parts of the paths of the corpus' notebooks that are wanted; empty for all
 * @param limit when to begin nothing more, for what takes very long
 * @param full whether also what takes minutes and gigabytes
 */
public record BenchContext(
    String python,
    List<Path> notebooks,
    int rounds,
    Optional<Path> corpus,
    List<String> only,
    Optional<Duration> limit,
    boolean full) {
  public BenchContext {
    notebooks = List.copyOf(notebooks);
    only = List.copyOf(only);
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds must be at least 1, not " + rounds);
    }
  }
}
