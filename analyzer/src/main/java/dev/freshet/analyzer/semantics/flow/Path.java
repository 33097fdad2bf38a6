package dev.freshet.analyzer.semantics.flow;

/** Whether the code after a statement can be reached. */
enum Path {
  GOES_ON,
  ENDS
}
