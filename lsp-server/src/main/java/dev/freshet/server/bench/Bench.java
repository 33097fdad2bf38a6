package dev.freshet.server.bench;

import java.io.IOException;

/** A measurement that runs us and a peer in turns on the same input. */
public interface Bench {
  /** What the user names to run it, such as {@code parse.cells20}. */
  String name();

  /** Whether it can be taken on a corpus only. */
  default boolean needsCorpus() {
    return false;
  }

  /**
   * Measures; takes seconds, not minutes, unless the context asks for all.
   *
   * @throws IOException if an input cannot be read or the peer cannot be run
   */
  Measured run(BenchContext context) throws IOException, InterruptedException;
}
