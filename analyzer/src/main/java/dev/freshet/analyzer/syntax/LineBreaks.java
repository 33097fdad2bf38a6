package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import java.util.Set;

/** Guesses, when brackets do not match, which newline inside brackets really ends a statement. */
final class LineBreaks {
  private static final Set<String> ONLY_STATEMENTS =
      Set.of(
          "def",
          "class",
          "return",
          "import",
          "from",
          "with",
          "while",
          "try",
          "del",
          "pass",
          "break",
          "continue",
          "raise",
          "global",
          "nonlocal",
          "assert",
          "elif",
          "except",
          "finally");
  private static final Set<String> CONTINUES =
      Set.of("and", "or", "not", "in", "is", "if", "else", "for", "async", "as");

  private final char[] text;
  private final int end;
  private final Tokens tokens;

  LineBreaks(char[] text, int end, Tokens tokens) {
    this.text = text;
    this.end = end;
    this.tokens = tokens;
  }

  /** Whether the statement, whose block is at the given column, ends before this line. */
  boolean breaks(int lineStart, int column) {
    int p = lineStart;
    int q = Chars.skipSpaces(text, p, end);
    while (q < end && (Chars.newline(text[q]) || text[q] == '#')) {
      q = Chars.lineEnd(text, q, end);
      p = q < end ? Chars.afterNewline(text, q, end) : end;
      q = Chars.skipSpaces(text, p, end);
    }
    if (q >= end || ")]}".indexOf(text[q]) >= 0) {
      return q >= end;
    }
    return q - p <= column || juxtaposed(q);
  }

  private boolean juxtaposed(int q) {
    int after = Chars.nameEnd(text, q, end);
    String word = new String(text, q, after - q);
    if (ONLY_STATEMENTS.contains(word)) {
      return true;
    }
    boolean quoted = after < end && (text[after] == '"' || text[after] == '\'');
    int last = tokens.lastType();
    if (quoted && after - q <= 2) {
      return endsOperand(last) && last != STRING && last != FEND;
    }
    return after > q && endsOperand(last) && !CONTINUES.contains(word);
  }

  private static boolean endsOperand(int type) {
    return switch (type) {
      case NAME, NUMBER, STRING, FEND, RPAR, RSQB, RBRACE, NONE, TRUE, FALSE, ELLIPSIS -> true;
      default -> false;
    };
  }
}
