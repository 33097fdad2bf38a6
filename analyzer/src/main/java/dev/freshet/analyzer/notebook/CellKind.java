package dev.freshet.analyzer.notebook;

/** What a cell holds; only code has effects. */
public enum CellKind {
  CODE,
  MARKDOWN,
  RAW
}
