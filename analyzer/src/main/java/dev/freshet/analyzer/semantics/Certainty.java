package dev.freshet.analyzer.semantics;

/**
 * Whether an effect happens whenever the cell runs to its end, or only on some paths or as far as
 * text can tell.
 */
public enum Certainty {
  MUST,
  MAY
}
