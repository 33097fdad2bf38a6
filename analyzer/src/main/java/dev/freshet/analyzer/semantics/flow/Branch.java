package dev.freshet.analyzer.semantics.flow;

import java.util.Map;

/** What one way through the code bound. */
record Branch(Map<String, Binding> local, Map<String, Binding> global, Path path) {
  /** The way on which nothing is done. */
  static final Branch NOTHING = new Branch(Map.of(), Map.of(), Path.GOES_ON);
}
