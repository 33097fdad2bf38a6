package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

/** Logical lines, indentation and the soft keywords that only a whole line can tell. */
final class Layout {
  private final Lexer lexer;
  private final Commands commands;
  private final Prompts prompts;
  private final Indents indents;
  private final char[] text;
  private final int end;
  private int margin;
  private int marginAt;
  private int lineFirst;
  private boolean equalSeen;
  private boolean colonSeen;
  private int lastEnd;

  Layout(Lexer lexer, Commands commands, char[] text, int end) {
    this.lexer = lexer;
    this.commands = commands;
    this.text = text;
    this.end = end;
    this.prompts = new Prompts(text, end);
    this.indents = new Indents(lexer.tokens, lexer.problems);
  }

  /**
   * Offset of the first token. A whole cell may begin with a byte order mark, prompts, a margin
   * that IPython strips from all its lines, or a cell magic.
   */
  int begin(int from, boolean wholeCell) {
    int p = from;
    if (wholeCell) {
      p = p < end && text[p] == '\ufeff' ? p + 1 : p;
      p = skipBlankLines(p);
      prompts.detect(p);
      marginAt = p;
      margin = prompts.active() ? 0 : Chars.skipSpaces(text, p, end) - p;
      int magic = commands.cell(prompts.skip(p) + margin);
      if (magic >= 0) {
        return magic;
      }
    }
    return lineStart(p);
  }

  private int skipBlankLines(int from) {
    int p = from;
    while (true) {
      int q = Chars.skipSpaces(text, p, end);
      if (q >= end || !Chars.newline(text[q])) {
        return p;
      }
      p = Chars.afterNewline(text, q, end);
    }
  }

  int skipPrompt(int p) {
    return prompts.skip(p);
  }

  /** Whether this is the logical line's first {@code =} outside brackets. */
  boolean firstEqual() {
    boolean first = !equalSeen;
    equalSeen = true;
    return first;
  }

  /** Notes a colon, which the header of a compound statement must have. */
  int colon(int after) {
    colonSeen |= lexer.brackets.depth() == 0;
    return after;
  }

  /** Goes over the newline at the given offset, to the next token's line. */
  int newline(int p) {
    int after = Chars.afterNewline(text, p, end);
    if (lexer.brackets.depth() > 0) {
      if (!lexer.recover
          || !new LineBreaks(text, end, lexer.tokens).breaks(after, indents.column())) {
        return prompts.skip(after);
      }
      lexer.brackets.closeTo(0, lastTokenEnd(), true);
    }
    endLine(p);
    return lineStart(after);
  }

  private int lastTokenEnd() {
    int size = lexer.tokens.size();
    return size == 0 ? 0 : lexer.tokens.get(size - 1).end;
  }

  /** Skips blank lines and comments, then settles the indentation of the line that follows. */
  private int lineStart(int from) {
    int p = prompts.skip(from);
    while (p < end) {
      int q = hasMargin(p) ? p + margin : p;
      int column = 0;
      int tabless = 0;
      for (char c = text[q]; q < end && Chars.space(c); c = text[++q]) {
        column = c == ' ' ? column + 1 : c == '\t' ? (column / 8 + 1) * 8 : 0;
        tabless = c == '\f' ? 0 : tabless + 1;
      }
      if (q < end && text[q] == '#') {
        q = Chars.lineEnd(text, q, end);
      } else if (q < end && !Chars.newline(text[q])) {
        indents.line(q, column, tabless, lastEnd);
        lineFirst = lexer.tokens.size();
        equalSeen = false;
        colonSeen = false;
        return commands.lineStart(q);
      }
      p = q < end ? prompts.skip(Chars.afterNewline(text, q, end)) : end;
    }
    return end;
  }

  private boolean hasMargin(int p) {
    if (margin == 0 || p + margin > end) {
      return false;
    }
    for (int i = 0; i < margin; i++) {
      if (text[p + i] != text[marginAt + i]) {
        return false;
      }
    }
    return true;
  }

  private void endLine(int p) {
    Tokens tokens = lexer.tokens;
    if (tokens.size() == lineFirst) {
      return;
    }
    if (tokens.lastType() == QUESTION) {
      commands.help(lineFirst, p);
    }
    Tok first = tokens.get(lineFirst);
    Tok last = tokens.get(tokens.size() - 1);
    if (first.type == NAME) {
      soften(first, last);
    }
    indents.headerDone(first.type, last.type == COLON, colonSeen);
    lastEnd = last.type == SEMI && tokens.size() > 1 ? tokens.get(tokens.size() - 2).end : last.end;
    tokens.add(NEWLINE, p, lastEnd);
    lineFirst = tokens.size();
  }

  private void soften(Tok first, Tok last) {
    Tokens tokens = lexer.tokens;
    int second = lineFirst + 1 < tokens.size() ? tokens.get(lineFirst + 1).type : EOF;
    switch (first.text()) {
      case "match" -> {
        if (last.type == COLON && startsSubject(second)) {
          first.type = MATCH;
        }
      }
      case "case" -> {
        if (indents.inMatch()) {
          first.type = CASE;
        }
      }
      case "type" -> {
        if (second == NAME) {
          first.type = TYPE;
        }
      }
      default -> {}
    }
  }

  private static boolean startsSubject(int type) {
    return switch (type) {
      case EQUAL, DOT, COLON, COMMA, SEMI, AUGASSIGN, RPAR, WALRUS -> false;
      default -> true;
    };
  }

  /** Ends the last line and all blocks. */
  void finish() {
    if (lexer.brackets.depth() > 0) {
      lexer.brackets.closeTo(0, lastTokenEnd(), true);
    }
    endLine(end);
    indents.finish(end, lastEnd);
  }
}
