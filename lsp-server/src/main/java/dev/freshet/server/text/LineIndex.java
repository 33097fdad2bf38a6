package dev.freshet.server.text;

import java.util.Arrays;

/**
 * Where the lines of a text start. Offsets are UTF-16; lines and columns are counted from 0. Places
 * outside the text are moved to its nearest place.
 */
public final class LineIndex {
  private final String text;
  private final int[] starts;

  /** Indexes a text whose lines end in {@code \n}. */
  public LineIndex(String text) {
    this.text = text;
    this.starts = starts(text);
  }

  /** Ends all lines in {@code \n}, as notebooks hold them. */
  public static String normalize(String text) {
    return text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
  }

  public int lines() {
    return starts.length;
  }

  public int line(int offset) {
    int found = Arrays.binarySearch(starts, clamp(offset));
    return found >= 0 ? found : -found - 2;
  }

  public int column(int offset, ColumnUnit unit) {
    return unit.count(text, starts[line(offset)], clamp(offset));
  }

  /** The offset of a place given as line and column. */
  public int offset(int line, int column, ColumnUnit unit) {
    if (line < 0) {
      return 0;
    }
    if (line >= starts.length) {
      return text.length();
    }
    return unit.advance(text, starts[line], end(line), Math.max(column, 0));
  }

  /** The offset after the last character of a line, its line end not counted. */
  public int end(int line) {
    return line + 1 < starts.length ? starts[line + 1] - 1 : text.length();
  }

  private int clamp(int offset) {
    return Math.max(0, Math.min(offset, text.length()));
  }

  private static int[] starts(String text) {
    int[] found = new int[(int) text.chars().filter(c -> c == '\n').count() + 1];
    int count = 1;
    for (int i = text.indexOf('\n'); i >= 0; i = text.indexOf('\n', i + 1)) {
      found[count++] = i + 1;
    }
    return found;
  }
}
