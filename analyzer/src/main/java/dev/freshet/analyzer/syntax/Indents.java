package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import java.util.Arrays;

/**
 * The stack of indentations, as in "Indentation" of the Python Language Reference. Levels that the
 * grammar would not understand are tracked but emit no token.
 */
final class Indents {
  private static final int LIMIT = 100;

  /** One level: its column with tabs to eight and with tabs as one, and what it is. */
  private record Level(int column, int tabless, boolean silent, boolean match) {}

  private static final Level OUTERMOST = new Level(0, 0, true, false);

  private final Tokens tokens;
  private final Problems problems;
  private Level[] levels = new Level[8];
  private int top;
  private boolean needsBlock;
  private boolean allowsBlock;
  private boolean opensMatch;

  Indents(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
    levels[0] = OUTERMOST;
  }

  /** Column of the current block. */
  int column() {
    return levels[top].column;
  }

  /** Whether the current block is that of a {@code match}. */
  boolean inMatch() {
    return levels[top].match;
  }

  /** Notes what a logical line leaves open. */
  void headerDone(int firstType, boolean colonLast, boolean colonSeen) {
    boolean header = header(firstType);
    needsBlock = header && colonLast;
    allowsBlock = colonLast || (header && !colonSeen);
    opensMatch = firstType == MATCH;
  }

  private static boolean header(int type) {
    return switch (type) {
      case IF, ELIF, ELSE, WHILE, FOR, TRY, EXCEPT, FINALLY, WITH, DEF, CLASS, ASYNC, MATCH, CASE ->
          true;
      default -> false;
    };
  }

  /** A logical line begins at {@code at}; the last one ended at {@code lastEnd}. */
  void line(int at, int column, int tabless, int lastEnd) {
    if (needsBlock && column <= levels[top].column) {
      missingBlock(at, lastEnd);
    }
    if (column > levels[top].column) {
      if (tabless <= levels[top].tabless) {
        tabs(at);
      }
      deeper(at, column, tabless, lastEnd);
    } else {
      shallower(at, column, tabless, lastEnd);
    }
    needsBlock = false;
    allowsBlock = false;
  }

  private void deeper(int at, int column, int tabless, int lastEnd) {
    if (top + 1 == LIMIT) {
      problems.add(at, at, "too many levels of indentation");
      return;
    }
    if (allowsBlock) {
      tokens.add(INDENT, at, lastEnd);
    } else {
      problems.add(at, at, "unexpected indent");
    }
    push(new Level(column, tabless, !allowsBlock, opensMatch && needsBlock));
  }

  private void shallower(int at, int column, int tabless, int lastEnd) {
    while (column < levels[top].column) {
      pop(at, lastEnd);
    }
    if (column > levels[top].column) {
      problems.add(at, at, "unindent does not match any outer indentation level");
      push(new Level(column, tabless, true, false));
    } else if (tabless != levels[top].tabless) {
      tabs(at);
    }
  }

  private void tabs(int at) {
    problems.add(at, at, "inconsistent use of tabs and spaces in indentation");
  }

  private void push(Level level) {
    if (++top == levels.length) {
      levels = Arrays.copyOf(levels, top * 2);
    }
    levels[top] = level;
  }

  private void pop(int at, int lastEnd) {
    if (!levels[top--].silent) {
      tokens.add(DEDENT, at, lastEnd);
    }
  }

  private void missingBlock(int at, int lastEnd) {
    problems.add(at, at, "expected an indented block");
    tokens.add(INDENT, at, lastEnd);
    tokens.add(DEDENT, at, lastEnd);
  }

  void finish(int at, int lastEnd) {
    if (needsBlock) {
      missingBlock(at, lastEnd);
    }
    while (top > 0) {
      pop(at, lastEnd);
    }
  }
}
