package dev.freshet.analyzer.spec;

/** Line and column of an offset, both from 1. */
record LinePlace(int line, int column) {
  static LinePlace of(String text, int offset) {
    int lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    int line = (int) text.substring(0, lineStart).chars().filter(c -> c == '\n').count();
    return new LinePlace(line + 1, offset - lineStart + 1);
  }

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
