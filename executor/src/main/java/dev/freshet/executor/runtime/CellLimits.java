package dev.freshet.executor.runtime;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one cell may take; empty where nothing is limited.
 *
 * @param time how long it may run
 * @param memory bytes that it, and what it starts, may hold beside what it was given
 * @param output characters of text, and of one display, that are kept
 * @param processes how many it may have started at once
 */
public record CellLimits(Optional<Duration> time, OptionalLong memory, long output, int processes) {
  public static final long DEFAULT_OUTPUT = 8L << 20;

  /** Far more than any honest cell has at once, and far less than a fork bomb. */
  public static final int DEFAULT_PROCESSES = 512;

  /** What holds where nobody says anything. */
  public static final CellLimits DEFAULT =
      new CellLimits(Optional.empty(), OptionalLong.empty(), DEFAULT_OUTPUT, DEFAULT_PROCESSES);
}
