package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import java.util.Arrays;

/** The brackets that are open at a point of the text, and what to do when they do not match. */
final class Brackets {
  /** Where CPython gives up too (its MAXLEVEL); also bounds the parser's recursion. */
  static final int LIMIT = 200;

  /** An f-string's replacement field. */
  static final char FIELD = 'f';

  private char[] kinds = new char[16];
  private int[] starts = new int[16];
  private final Tokens tokens;
  private final Problems problems;
  private final boolean recover;
  private int depth;
  private int excess;
  private boolean unbalanced;

  Brackets(Tokens tokens, Problems problems, boolean recover) {
    this.tokens = tokens;
    this.problems = problems;
    this.recover = recover;
  }

  int depth() {
    return depth;
  }

  boolean unbalanced() {
    return unbalanced;
  }

  boolean inField() {
    return depth > 0 && kinds[depth - 1] == FIELD;
  }

  /** Opens a bracket; false when too many are open. */
  boolean open(int type, char kind, int at, int end) {
    if (depth == LIMIT) {
      if (excess++ == 0) {
        problems.add(at, end, "too many nested parentheses");
      }
      tokens.add(ERROR, at, end);
      return false;
    }
    if (depth == kinds.length) {
      kinds = Arrays.copyOf(kinds, depth * 2);
      starts = Arrays.copyOf(starts, depth * 2);
    }
    kinds[depth] = kind;
    starts[depth++] = at;
    tokens.add(type, at, end);
    return true;
  }

  /** Closes a bracket; in recovery a stray closer is dropped and skipped ones are supplied. */
  void close(int type, char opener, int at) {
    if (excess > 0) {
      excess--;
    } else if (depth > 0 && kinds[depth - 1] == opener) {
      depth--;
      tokens.add(type, at, at + 1);
    } else {
      mismatch(type, opener, at);
    }
  }

  private void mismatch(int type, char opener, int at) {
    unbalanced = true;
    if (!recover) {
      tokens.add(type, at, at + 1);
      return;
    }
    int to = depth - 1;
    while (to >= 0 && kinds[to] != opener && kinds[to] != FIELD) {
      to--;
    }
    problems.add(
        at, at + 1, depth == 0 ? "unmatched closing bracket" : "closing bracket does not match");
    if (to >= 0 && kinds[to] == opener) {
      closeTo(to + 1, at, false);
      depth--;
      tokens.add(type, at, at + 1);
    }
  }

  /** Supplies the closers for all brackets above the given depth, as empty tokens. */
  void closeTo(int to, int at, boolean complain) {
    excess = 0;
    if (depth > to) {
      unbalanced = true;
    }
    while (depth > to) {
      depth--;
      if (complain) {
        problems.add(starts[depth], starts[depth] + 1, "this opening bracket was never closed");
      }
      tokens.add(closer(kinds[depth]), at, at);
    }
  }

  private static int closer(char kind) {
    return switch (kind) {
      case '(' -> RPAR;
      case '[' -> RSQB;
      case FIELD -> FCLOSE;
      default -> RBRACE;
    };
  }
}
