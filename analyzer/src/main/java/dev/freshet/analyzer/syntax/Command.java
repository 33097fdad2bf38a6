package dev.freshet.analyzer.syntax;

/**
 * A piece of IPython syntax that takes the rest of its line (or cell); its text is {@code
 * from..to}.
 */
record Command(Kind kind, int from, int to) {
  /** What the escape character stands for. */
  enum Kind {
    LINE_MAGIC,
    CELL_MAGIC,
    SHELL,
    SHELL_LINES,
    HELP,
    DETAILED_HELP,
    /** {@code ,f a b}: every word becomes a text argument. */
    QUOTE_WORDS,
    /** {@code ;f a b}: the rest becomes one text argument. */
    QUOTE_REST,
    /** {@code /f a, b}: the rest becomes the arguments. */
    PARENTHESISE
  }
}
