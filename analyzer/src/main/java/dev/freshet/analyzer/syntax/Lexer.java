package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

/**
 * Text to tokens, with offsets into the text as it is. Layout decides on lines and indentation,
 * Quotes on strings, Commands on IPython's syntax. {@code text[end]} must be readable.
 */
final class Lexer {
  final Tokens tokens;
  final Problems problems;
  final Brackets brackets;
  final boolean recover;
  private final char[] text;
  private final int end;
  private final Numbers numbers;
  private final Quotes quotes;
  private final Layout layout;
  private final Commands commands;

  Lexer(char[] text, int end, Problems problems, boolean recover) {
    this.text = text;
    this.end = end;
    this.problems = problems;
    this.recover = recover;
    this.tokens = new Tokens(64 + end / 3);
    this.brackets = new Brackets(tokens, problems, recover);
    this.numbers = new Numbers(text, end, problems);
    this.quotes = new Quotes(this, text, end);
    this.commands = new Commands(this, text, end);
    this.layout = new Layout(this, commands, text, end);
  }

  /** Reads everything from the given offset. */
  void run(int from, boolean wholeCell) {
    int p = layout.begin(from, wholeCell);
    while (p < end) {
      char c = text[p];
      if (Chars.newline(c)) {
        p = layout.newline(p);
      } else {
        p = inside(p);
      }
    }
    layout.finish();
  }

  /** Takes a line for a magic that nothing escapes. */
  void magic(int from, int to) {
    tokens.add(PythonParser.MAGIC, from, to).value = new Command(Command.Kind.LINE_MAGIC, from, to);
    layout.finish();
  }

  /** A token, or what separates two on one line. */
  int inside(int p) {
    char c = text[p];
    if (Chars.space(c)) {
      return p + 1;
    }
    if (c == '#') {
      return Chars.lineEnd(text, p, end);
    }
    return c == '\\' ? continuation(p) : token(p);
  }

  private int continuation(int p) {
    if (p + 1 < end && Chars.newline(text[p + 1])) {
      int after = Chars.afterNewline(text, p + 1, end);
      if (after >= end) {
        problems.add(p, p + 1, "unexpected end of the text after a line continuation");
      }
      return layout.skipPrompt(after);
    }
    problems.add(p, p + 1, "unexpected character after a line continuation");
    return p + 1;
  }

  /** One token. */
  int token(int p) {
    char c = text[p];
    return switch (c) {
      case '(' -> open(LPAR, c, p);
      case '[' -> open(LSQB, c, p);
      case '{' -> open(LBRACE, c, p);
      case ')' -> close(RPAR, '(', p);
      case ']' -> close(RSQB, '[', p);
      case '}' -> close(RBRACE, '{', p);
      case ',' -> separator(COMMA, p);
      case ';' -> separator(SEMI, p);
      case ':' -> text[p + 1] == '=' ? add(WALRUS, p, 2, 0) : layout.colon(add(COLON, p, 1, 0));
      case '=' -> text[p + 1] == '=' ? compare(Ops.EQ, p, 2) : assign(p);
      case '.' -> dot(p);
      case '"', '\'' -> quotes.scan(p, p, 0);
      default -> Chars.digit(c) ? number(p) : Chars.part(c) || c >= 128 ? word(p) : operator(c, p);
    };
  }

  private int open(int type, char kind, int p) {
    brackets.open(type, kind, p, p + 1);
    return p + 1;
  }

  private int close(int type, char opener, int p) {
    brackets.close(type, opener, p);
    return p + 1;
  }

  private int operator(char c, int p) {
    return switch (c) {
      case '+' -> arithmetic(PLUS, Ops.ADD, p, 1);
      case '-' -> text[p + 1] == '>' ? add(ARROW, p, 2, 0) : arithmetic(MINUS, Ops.SUB, p, 1);
      case '*' ->
          text[p + 1] == '*'
              ? arithmetic(DOUBLESTAR, Ops.POW, p, 2)
              : arithmetic(STAR, Ops.MULT, p, 1);
      case '/' ->
          text[p + 1] == '/'
              ? arithmetic(BINARY, Ops.FLOOR_DIV, p, 2)
              : arithmetic(SLASH, Ops.DIV, p, 1);
      case '%' -> arithmetic(BINARY, Ops.MOD, p, 1);
      case '@' -> arithmetic(AT, Ops.MAT_MULT, p, 1);
      case '&' -> arithmetic(BINARY, Ops.BIT_AND, p, 1);
      case '|' -> arithmetic(VBAR, Ops.BIT_OR, p, 1);
      case '^' -> arithmetic(BINARY, Ops.BIT_XOR, p, 1);
      case '~' -> add(TILDE, p, 1, Ops.INVERT);
      case '<' -> less(p);
      case '>' -> greater(p);
      case '!' -> text[p + 1] == '=' ? compare(Ops.NOT_EQ, p, 2) : error(p);
      case '?' -> add(QUESTION, p, 1, 0);
      default -> error(p);
    };
  }

  private int less(int p) {
    return switch (text[p + 1]) {
      case '<' -> arithmetic(BINARY, Ops.L_SHIFT, p, 2);
      case '=' -> compare(Ops.LT_E, p, 2);
      default -> compare(Ops.LT, p, 1);
    };
  }

  private int greater(int p) {
    return switch (text[p + 1]) {
      case '>' -> arithmetic(BINARY, Ops.R_SHIFT, p, 2);
      case '=' -> compare(Ops.GT_E, p, 2);
      default -> compare(Ops.GT, p, 1);
    };
  }

  private int compare(int code, int p, int length) {
    return add(COMPARE, p, length, code);
  }

  private int arithmetic(int type, int code, int p, int length) {
    boolean augmented = text[p + length] == '=' && p + length < end;
    return augmented ? add(AUGASSIGN, p, length + 1, code) : add(type, p, length, code);
  }

  private int add(int type, int p, int length, int op) {
    tokens.add(type, p, p + length).op = op;
    return p + length;
  }

  /** Two separators in a row are never right, and the grammar's lists would let them pass. */
  private int separator(int type, int p) {
    int last = tokens.lastType();
    if (last == type || last == SEMI) {
      problems.add(p, p + 1, "invalid syntax");
    }
    return add(type, p, 1, 0);
  }

  private int assign(int p) {
    int after = add(EQUAL, p, 1, 0);
    return brackets.depth() == 0 && layout.firstEqual() ? commands.assigned(after) : after;
  }

  private int dot(int p) {
    if (Chars.digit(text[p + 1])) {
      return number(p);
    }
    boolean three = p + 2 < end && text[p + 1] == '.' && text[p + 2] == '.';
    return three ? add(ELLIPSIS, p, 3, 0) : add(DOT, p, 1, 0);
  }

  private int number(int p) {
    return tokens.add(NUMBER, p, numbers.scan(p)).end;
  }

  private int error(int p) {
    int length = p + 1 < end && Character.isSurrogatePair(text[p], text[p + 1]) ? 2 : 1;
    problems.add(p, p + length, "invalid character");
    return add(ERROR, p, length, 0);
  }

  private int word(int start) {
    int hash = 0;
    int p = start;
    while (Chars.part(text[p])) {
      hash = hash * 31 + text[p++];
    }
    if (p < end && text[p] >= 128) {
      return unicodeWord(start);
    }
    if ((text[p] == '"' || text[p] == '\'') && p - start <= 2) {
      int flags = Quotes.flags(text, start, p);
      if (flags >= 0) {
        return quotes.scan(start, p, flags);
      }
    }
    return symbol(Names.ascii(text, start, p, hash), start, p);
  }

  private int unicodeWord(int start) {
    int p = Chars.start(text, start, end) ? Chars.nameEnd(text, start, end) : start;
    return p == start ? error(start) : symbol(Names.other(text, start, p), start, p);
  }

  private int symbol(Names.Symbol symbol, int start, int after) {
    Tok token = tokens.add(symbol.type(), start, after);
    token.value = symbol.text();
    token.op = symbol.op();
    return after;
  }
}
