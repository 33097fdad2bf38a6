package dev.freshet.analyzer.syntax;

/** What kind of character begins or continues a token. */
final class Chars {
  private static final boolean[] PART = new boolean[128];

  static {
    for (char c = '0'; c <= 'z'; c++) {
      PART[c] = c == '_' || c <= '9' || (c >= 'A' && c <= 'Z') || c >= 'a';
    }
  }

  private Chars() {}

  /** Whether an ASCII character may continue a name. */
  static boolean part(char c) {
    return c < 128 && PART[c];
  }

  static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Whether a name begins at the given offset. */
  static boolean start(char[] text, int at, int end) {
    if (at >= end) {
      return false;
    }
    char c = text[at];
    return c < 128 ? PART[c] && !digit(c) : unicodeStart(Character.codePointAt(text, at, end));
  }

  static boolean unicodeStart(int c) {
    return Character.isUnicodeIdentifierStart(c);
  }

  static boolean unicodePart(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }

  /** Offset after the name that begins or continues at the given offset. */
  static int nameEnd(char[] text, int at, int end) {
    int p = at;
    while (p < end) {
      char c = text[p];
      if (c < 128) {
        if (!PART[c]) {
          return p;
        }
        p++;
      } else {
        int point = Character.codePointAt(text, p, end);
        if (!unicodePart(point)) {
          return p;
        }
        p += Character.charCount(point);
      }
    }
    return p;
  }

  static boolean newline(char c) {
    return c == '\n' || c == '\r';
  }

  static boolean space(char c) {
    return c == ' ' || c == '\t' || c == '\f';
  }

  /** Offset of the line's end, before its newline. */
  static int lineEnd(char[] text, int at, int end) {
    int p = at;
    while (p < end && text[p] != '\n' && text[p] != '\r') {
      p++;
    }
    return p;
  }

  /** Offset after the newline at the given offset. */
  static int afterNewline(char[] text, int at, int end) {
    return at + 1 < end && text[at] == '\r' && text[at + 1] == '\n' ? at + 2 : at + 1;
  }

  static int skipSpaces(char[] text, int at, int end) {
    int p = at;
    while (p < end && space(text[p])) {
      p++;
    }
    return p;
  }

  /** End of a line that backslashes may continue, as IPython's commands do. */
  static int continuedLineEnd(char[] text, int at, int end) {
    int p = lineEnd(text, at, end);
    while (p < end && p > at && text[p - 1] == '\\') {
      p = lineEnd(text, afterNewline(text, p, end), end);
    }
    return p;
  }
}
