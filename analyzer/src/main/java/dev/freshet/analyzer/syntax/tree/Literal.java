package dev.freshet.analyzer.syntax.tree;

/** The value of a {@link Expr.Constant}. */
public sealed interface Literal {
  /** A text, with escapes decoded and adjacent literals joined. */
  record Str(String value) implements Literal {}

  /** A byte string; each char is one byte (0 to 255). */
  record Bytes(String latin1) implements Literal {}

  /** A number as it was written. */
  record Num(Kind kind, String text) implements Literal {}

  /** Which type a number literal has. */
  enum Kind {
    INT,
    FLOAT,
    COMPLEX
  }

  /** The constants that have a name. */
  enum Singleton implements Literal {
    NONE,
    TRUE,
    FALSE,
    ELLIPSIS
  }
}
