package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

/** String literals of all kinds; f-strings and t-strings become several tokens (PEP 701, 750). */
final class Quotes {
  static final int RAW = 1;
  static final int BYTES = 2;
  static final int FORMAT = 4;
  static final int TEMPLATE = 8;
  private static final int UNICODE = 16;
  private static final int DEPTH = 100;

  private final Lexer lexer;
  private final char[] text;
  private final int end;
  private final Escapes escapes;
  private int depth;

  Quotes(Lexer lexer, char[] text, int end) {
    this.lexer = lexer;
    this.text = text;
    this.end = end;
    this.escapes = new Escapes(text, end, lexer.problems);
  }

  /** The flags of a string prefix, or -1 when the letters are none. */
  static int flags(char[] text, int from, int to) {
    int flags = 0;
    for (int i = from; i < to; i++) {
      int flag =
          switch (text[i]) {
            case 'r', 'R' -> RAW;
            case 'b', 'B' -> BYTES;
            case 'u', 'U' -> UNICODE;
            case 'f', 'F' -> FORMAT;
            case 't', 'T' -> FORMAT | TEMPLATE;
            default -> -1;
          };
      if (flag < 0 || (flags & flag) != 0) {
        return -1;
      }
      flags |= flag;
    }
    boolean alone = to - from == 1 || ((flags & RAW) != 0 && (flags & UNICODE) == 0);
    return to == from || alone ? flags : -1;
  }

  /** Reads the literal whose prefix begins at {@code start} and whose quote stands at {@code q}. */
  int scan(int start, int q, int flags) {
    char quote = text[q];
    boolean triple = q + 2 < end && text[q + 1] == quote && text[q + 2] == quote;
    if ((flags & FORMAT) != 0) {
      return formatted(start, triple ? q + 3 : q + 1, quote, triple, flags);
    }
    int from = triple ? q + 3 : q + 1;
    int p = from;
    while (p < end && !closes(p, quote, triple) && (triple || !Chars.newline(text[p]))) {
      p = text[p] == '\\' ? skipEscape(p) : p + 1;
    }
    p = Math.min(p, end);
    Tok token = lexer.tokens.add(STRING, start, p);
    token.value = escapes.decode(from, p, flags);
    token.op = flags;
    if ((flags & BYTES) != 0) {
      onlyAscii(from, p);
    }
    token.end = close(start, p, quote, triple);
    return token.end;
  }

  private void onlyAscii(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] >= 128) {
        lexer.problems.add(i, i + 1, "bytes can only contain ASCII literal characters");
        return;
      }
    }
  }

  private boolean closes(int p, char quote, boolean triple) {
    return text[p] == quote
        && (!triple || (p + 2 < end && text[p + 1] == quote && text[p + 2] == quote));
  }

  private int skipEscape(int p) {
    return p + 1 < end ? Chars.afterNewline(text, p + 1, end) : p + 1;
  }

  private int close(int start, int p, char quote, boolean triple) {
    if (p < end && closes(p, quote, triple)) {
      return triple ? p + 3 : p + 1;
    }
    lexer.problems.add(start, p, "unterminated string literal");
    return p;
  }

  private int formatted(int start, int from, char quote, boolean triple, int flags) {
    lexer.tokens.add(FSTART, start, from).op = flags;
    if (++depth > DEPTH) {
      lexer.problems.add(start, from, "too many nested f-strings");
      depth--;
      lexer.tokens.add(FEND, end, end);
      return end;
    }
    int p = parts(from, quote, triple, flags, false);
    depth--;
    int after = close(start, p, quote, triple);
    lexer.tokens.add(FEND, p, after);
    return after;
  }

  /** Literal parts and fields, up to the closing quote or, in a format spec, the closing brace. */
  private int parts(int from, char quote, boolean triple, int flags, boolean spec) {
    int p = from;
    int literal = from;
    while (p < end && !closes(p, quote, triple) && (triple || !Chars.newline(text[p]))) {
      char c = text[p];
      if (c == '\\') {
        p = skipFormatted(p, flags);
      } else if (c == '{' && !spec && p + 1 < end && text[p + 1] == '{') {
        p += 2;
      } else if (c == '{') {
        middle(literal, p, flags);
        p = field(p, quote, triple, flags);
        literal = p;
      } else if (c == '}' && spec) {
        break;
      } else if (c == '}') {
        if (p + 1 >= end || text[p + 1] != '}') {
          lexer.problems.add(p, p + 1, "f-string: single '}' is not allowed");
        }
        p += 2;
      } else {
        p++;
      }
    }
    p = Math.min(p, end);
    middle(literal, p, flags);
    return p;
  }

  private int skipFormatted(int p, int flags) {
    char next = p + 1 < end ? text[p + 1] : 0;
    if (next == '{' || next == '}') {
      return p + 1;
    }
    if (next == 'N' && (flags & RAW) == 0 && p + 2 < end && text[p + 2] == '{') {
      int q = p + 3;
      while (q < end && text[q] != '}' && !Chars.newline(text[q])) {
        q++;
      }
      return Math.min(q + 1, end);
    }
    return skipEscape(p);
  }

  private void middle(int from, int to, int flags) {
    if (to > from) {
      lexer.tokens.add(FMIDDLE, from, to).value = escapes.decode(from, to, flags);
    }
  }

  /** One {@code {...}}; returns the offset after its closing brace. */
  private int field(int at, char quote, boolean triple, int flags) {
    Brackets brackets = lexer.brackets;
    int base = brackets.depth();
    if (!brackets.open(FOPEN, Brackets.FIELD, at, at + 1)) {
      return end;
    }
    int p = at + 1;
    while (p < end) {
      char c = text[p];
      boolean cut = Chars.newline(c) || (c == quote && brackets.inField());
      if (cut && !triple && lexer.recover) {
        break;
      }
      if (brackets.depth() != base + 1 || (c != '}' && c != '!' && c != ':')) {
        p = Chars.newline(c) ? Chars.afterNewline(text, p, end) : lexer.inside(p);
      } else if (c == '}') {
        brackets.close(FCLOSE, Brackets.FIELD, p);
        return p + 1;
      } else if (c == '!' && text[p + 1] != '=') {
        lexer.tokens.add(BANG, p, p + 1);
        p++;
      } else if (c == ':') {
        lexer.tokens.add(FCOLON, p, p + 1);
        p = parts(p + 1, quote, triple, flags & ~FORMAT, true);
        if (p >= end || text[p] != '}') {
          break;
        }
      } else {
        p = lexer.token(p);
      }
    }
    brackets.closeTo(base, p, true);
    return p;
  }
}
