package dev.freshet.server.text;

/** What a column counts: bytes of UTF-8, Java chars, or code points. */
public enum ColumnUnit {
  UTF_8("utf-8"),
  UTF_16("utf-16"),
  UTF_32("utf-32");

  private final String label;

  ColumnUnit(String label) {
    this.label = label;
  }

  /** The name in LSP. */
  public String label() {
    return label;
  }

  /** How many units the text between two offsets takes. */
  int count(String text, int start, int end) {
    return switch (this) {
      case UTF_16 -> end - start;
      case UTF_32 -> text.codePointCount(start, end);
      case UTF_8 -> text.substring(start, end).codePoints().map(ColumnUnit::bytes).sum();
    };
  }

  /** The offset reached after so many units; at most {@code end}, never inside a code point. */
  int advance(String text, int start, int end, int units) {
    int offset = start;
    int left = units;
    while (offset < end && left > 0) {
      int codePoint = text.codePointAt(offset);
      left -= width(codePoint);
      offset += Character.charCount(codePoint);
    }
    return offset;
  }

  private int width(int codePoint) {
    return switch (this) {
      case UTF_16 -> Character.charCount(codePoint);
      case UTF_32 -> 1;
      case UTF_8 -> bytes(codePoint);
    };
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
  }
}
