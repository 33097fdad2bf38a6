package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Literal;

/** Number literals, by "Numeric literals" of the Python Language Reference. */
final class Numbers {
  private static final Literal.Num[] DIGITS = digits();

  private final char[] text;
  private final int end;
  private final Problems problems;

  Numbers(char[] text, int end, Problems problems) {
    this.text = text;
    this.end = end;
    this.problems = problems;
  }

  private static Literal.Num[] digits() {
    Literal.Num[] digits = new Literal.Num[10];
    for (int i = 0; i < digits.length; i++) {
      digits[i] = new Literal.Num(Literal.Kind.INT, Integer.toString(i));
    }
    return digits;
  }

  /** Offset after the number at the given offset. */
  int scan(int at) {
    char second = Character.toLowerCase(text[at + 1]);
    int p;
    if (text[at] == '0' && (second == 'x' || second == 'o' || second == 'b')) {
      int radix = second == 'x' ? 16 : second == 'o' ? 8 : 2;
      p = text[at + 2] == '_' ? at + 3 : at + 2;
      int q = digits(p, radix);
      if (q == p) {
        problems.add(at, q, "invalid number literal");
      }
      p = q;
    } else {
      p = decimal(at);
    }
    return tail(at, p);
  }

  private int decimal(int at) {
    int p = digits(at, 10);
    boolean whole = true;
    if (text[p] == '.') {
      whole = false;
      p = Chars.digit(text[p + 1]) ? digits(p + 1, 10) : p + 1;
    }
    if ((text[p] == 'e' || text[p] == 'E') && exponent(p)) {
      whole = false;
      p = digits(text[p + 1] == '+' || text[p + 1] == '-' ? p + 2 : p + 1, 10);
    }
    if (text[p] == 'j' || text[p] == 'J') {
      return p + 1;
    }
    if (whole && text[at] == '0' && nonzero(at, p)) {
      problems.add(
          at, p, "leading zeros in decimal integer literals are not permitted; use an 0o prefix");
    }
    return p;
  }

  private boolean exponent(int p) {
    char sign = text[p + 1];
    return Chars.digit(sign) || ((sign == '+' || sign == '-') && Chars.digit(text[p + 2]));
  }

  private boolean nonzero(int from, int to) {
    for (int i = from; i < to; i++) {
      if (text[i] != '0' && text[i] != '_') {
        return true;
      }
    }
    return false;
  }

  private int digits(int at, int radix) {
    int p = at;
    while (p < end && (digit(text[p], radix) || (text[p] == '_' && p > at))) {
      if (text[p] == '_' && !digit(text[p + 1], radix)) {
        problems.add(p, p + 1, "invalid number literal");
      }
      p++;
    }
    return p;
  }

  private static boolean digit(char c, int radix) {
    return c < 128 && Character.digit(c, radix) >= 0;
  }

  /** A name glued to a number is only allowed when it is one of some keywords. */
  private int tail(int at, int p) {
    if (!Chars.start(text, p, end) && !Chars.digit(text[p])) {
      return p;
    }
    int q = Chars.nameEnd(text, p, end);
    switch (new String(text, p, q - p)) {
      case "and", "else", "for", "if", "in", "is", "not", "or" -> {
        return p;
      }
      default -> {
        problems.add(at, q, "invalid number literal");
        return q;
      }
    }
  }

  /** The number that was scanned as {@code from..to}. */
  static Literal.Num literal(char[] text, int from, int to) {
    if (to - from == 1 && Chars.digit(text[from])) {
      return DIGITS[text[from] - '0'];
    }
    String spelling = new String(text, from, to - from);
    return new Literal.Num(kind(spelling), spelling);
  }

  private static Literal.Kind kind(String spelling) {
    char last = spelling.charAt(spelling.length() - 1);
    if (last == 'j' || last == 'J') {
      return Literal.Kind.COMPLEX;
    }
    if (spelling.length() > 1 && spelling.charAt(0) == '0' && (spelling.charAt(1) | 32) == 'x') {
      return Literal.Kind.INT;
    }
    for (int i = 0; i < spelling.length(); i++) {
      char c = spelling.charAt(i);
      if (c == '.' || (c | 32) == 'e') {
        return Literal.Kind.FLOAT;
      }
    }
    return Literal.Kind.INT;
  }
}
