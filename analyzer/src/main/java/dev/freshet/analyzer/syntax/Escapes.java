package dev.freshet.analyzer.syntax;

/** Decodes what stands between a string literal's quotes. */
final class Escapes {
  private final char[] text;
  private final int end;
  private final Problems problems;

  Escapes(char[] text, int end, Problems problems) {
    this.text = text;
    this.end = end;
    this.problems = problems;
  }

  /** The value of {@code from..to}; in an f-string's literal part doubled braces become one. */
  String decode(int from, int to, int flags) {
    boolean plain = true;
    for (int i = from; i < to && plain; i++) {
      char c = text[i];
      plain = c != '\\' && c != '\r' && ((c != '{' && c != '}') || (flags & Quotes.FORMAT) == 0);
    }
    return plain ? new String(text, from, to - from) : slow(from, to, flags);
  }

  private String slow(int from, int to, int flags) {
    StringBuilder out = new StringBuilder(to - from);
    int p = from;
    while (p < to) {
      char c = text[p];
      if (c == '\\' && (flags & Quotes.RAW) == 0 && p + 1 < to) {
        p = escape(p + 1, to, flags, out);
      } else if (c == '\r') {
        out.append('\n');
        p = Chars.afterNewline(text, p, to);
      } else {
        out.append(c);
        boolean doubled = (c == '{' || c == '}') && (flags & Quotes.FORMAT) != 0;
        p += doubled && p + 1 < to && text[p + 1] == c ? 2 : 1;
      }
    }
    return out.toString();
  }

  private int escape(int p, int to, int flags, StringBuilder out) {
    char c = text[p];
    int simple = "\\'\"abfnrtv".indexOf(c);
    if (simple >= 0) {
      out.append("\\'\"\u0007\b\f\n\r\t\u000b".charAt(simple));
      return p + 1;
    }
    if (Chars.newline(c)) {
      return Chars.afterNewline(text, p, to);
    }
    if (c >= '0' && c <= '7') {
      return octal(p, to, flags, out);
    }
    boolean bytes = (flags & Quotes.BYTES) != 0;
    if (c == 'x') {
      return hex(p, 2, to, out);
    }
    if (c == 'u' && !bytes) {
      return hex(p, 4, to, out);
    }
    if (c == 'U' && !bytes) {
      return hex(p, 8, to, out);
    }
    if (c == 'N' && !bytes) {
      return named(p, to, out);
    }
    out.append('\\');
    return p;
  }

  private int octal(int from, int to, int flags, StringBuilder out) {
    int p = from;
    int value = 0;
    while (p < to && p < from + 3 && text[p] >= '0' && text[p] <= '7') {
      value = value * 8 + text[p++] - '0';
    }
    out.append((char) ((flags & Quotes.BYTES) != 0 ? value & 0xff : value));
    return p;
  }

  private int hex(int at, int digits, int to, StringBuilder out) {
    long value = 0;
    for (int i = 1; i <= digits; i++) {
      int digit = at + i < to && text[at + i] < 128 ? Character.digit(text[at + i], 16) : -1;
      if (digit < 0) {
        problems.add(at - 1, at + i, "truncated \\" + text[at] + " escape");
        return at + i;
      }
      value = value * 16 + digit;
    }
    if (value > Character.MAX_CODE_POINT) {
      problems.add(at - 1, at + digits + 1, "illegal Unicode character");
      return at + digits + 1;
    }
    out.appendCodePoint((int) value);
    return at + digits + 1;
  }

  private int named(int at, int to, StringBuilder out) {
    int close = at + 1;
    while (close < to && text[close] != '}') {
      close++;
    }
    if (at + 1 >= to || text[at + 1] != '{' || close >= to || close == at + 2) {
      problems.add(at - 1, Math.min(at + 1, end), "malformed \\N character escape");
      return at + 1;
    }
    out.appendCodePoint(codePoint(new String(text, at + 2, close - at - 2)));
    return close + 1;
  }

  /** Java may know fewer names than Python does, so an unknown one is no error. */
  private static int codePoint(String name) {
    try {
      return Character.codePointOf(name);
    } catch (IllegalArgumentException unknown) {
      return 0xfffd;
    }
  }
}
