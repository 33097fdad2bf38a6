package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import dev.freshet.analyzer.syntax.Command.Kind;

/** Finds IPython's syntax, by the rules of IPython's input transformer; each becomes one token. */
final class Commands {
  private final Lexer lexer;
  private final char[] text;
  private final int end;

  Commands(Lexer lexer, char[] text, int end) {
    this.lexer = lexer;
    this.text = text;
    this.end = end;
  }

  /** Takes the whole cell if it is a cell magic; -1 if it is not. */
  int cell(int p) {
    if (p + 1 >= end || text[p] != '%' || text[p + 1] != '%') {
      return -1;
    }
    int name = Chars.nameEnd(text, p + 2, end);
    if (name > p + 2 && name < end && text[name] == '?') {
      return -1;
    }
    return command(Kind.CELL_MAGIC, p, p + 2, end);
  }

  /** Takes the line if it begins with one of IPython's escape characters. */
  int lineStart(int p) {
    char next = text[p + 1];
    return switch (text[p]) {
      case '%' -> orHelp(Kind.LINE_MAGIC, p, p + 1);
      case '!' -> next == '!' ? orHelp(Kind.SHELL_LINES, p, p + 2) : orHelp(Kind.SHELL, p, p + 1);
      case '?' -> {
        int to = Chars.continuedLineEnd(text, p, end);
        boolean two = next == '?';
        yield command(two ? Kind.DETAILED_HELP : Kind.HELP, p, two ? p + 2 : p + 1, to);
      }
      case ',' -> command(Kind.QUOTE_WORDS, p, p + 1, Chars.lineEnd(text, p, end));
      case ';' -> command(Kind.QUOTE_REST, p, p + 1, Chars.lineEnd(text, p, end));
      case '/' -> command(Kind.PARENTHESISE, p, p + 1, Chars.lineEnd(text, p, end));
      default -> p;
    };
  }

  private int orHelp(Kind kind, int p, int from) {
    int to = Chars.continuedLineEnd(text, p, end);
    int mark = to;
    while (mark > from && Chars.space(text[mark - 1])) {
      mark--;
    }
    int marks = 0;
    while (marks < 2 && mark > from && text[mark - 1] == '?') {
      mark--;
      marks++;
    }
    int target = marks == 0 ? -1 : helpTarget(p, mark);
    if (target < 0) {
      return command(kind, p, from, to);
    }
    add(marks == 2 ? Kind.DETAILED_HELP : Kind.HELP, p, to, target, mark);
    return to;
  }

  /** After the first {@code =} of a line: {@code !command} or {@code %magic}. */
  int assigned(int after) {
    int p = Chars.skipSpaces(text, after, end);
    if (p >= end) {
      return after;
    }
    int to = Chars.continuedLineEnd(text, p, end);
    if (text[p] == '!' && text[p + 1] != '=') {
      boolean two = text[p + 1] == '!';
      return command(two ? Kind.SHELL_LINES : Kind.SHELL, p, two ? p + 2 : p + 1, to);
    }
    return text[p] == '%' && Chars.start(text, p + 1, end)
        ? command(Kind.LINE_MAGIC, p, p + 1, to)
        : after;
  }

  private int command(Kind kind, int at, int from, int to) {
    add(kind, at, to, from, to);
    return to;
  }

  private void add(Kind kind, int at, int to, int from, int upTo) {
    lexer.tokens.add(MAGIC, at, to).value = new Command(kind, from, upTo);
  }

  /** Makes the line's tokens one help request if it ends in {@code obj?} or {@code obj??}. */
  void help(int lineFirst, int lineEnd) {
    Tokens tokens = lexer.tokens;
    int size = tokens.size();
    int to = tokens.get(size - 1).end;
    int marks = size - lineFirst > 1 && tokens.get(size - 2).type == QUESTION ? 2 : 1;
    int at = tokens.get(lineFirst).start;
    int target = helpTarget(at, to - marks);
    if (target < 0 || Chars.skipSpaces(text, to, end) < lineEnd) {
      return;
    }
    tokens.truncate(lineFirst);
    add(marks == 2 ? Kind.DETAILED_HELP : Kind.HELP, at, to, target, to - marks);
  }

  /** Where the name (dotted, subscripted, with wildcards) begins that ends at {@code to}; or -1. */
  private int helpTarget(int from, int to) {
    int p = to;
    while (p > from) {
      char c = text[p - 1];
      if (c == ']') {
        int open = p - 1;
        while (open > from && text[open] != '[') {
          open--;
        }
        if (text[open] != '[') {
          return -1;
        }
        p = open;
      } else if (Chars.part(c) || c >= 128 || c == '*' || c == '.') {
        p--;
      } else {
        break;
      }
    }
    if (p == to || Chars.digit(text[p]) || text[p] == '.' || text[p] == '[') {
      return -1;
    }
    while (p > from && text[p - 1] == '%') {
      p--;
    }
    return p;
  }
}
