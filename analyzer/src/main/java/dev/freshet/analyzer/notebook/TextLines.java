package dev.freshet.analyzer.notebook;

import java.util.Arrays;

/**
 * The lines of a text, which may end in {@code \n}, {@code \r\n} or {@code \r}. A byte order mark
 * is in none.
 */
final class TextLines {
  private final String text;
  // Line i is text[starts[i], ends[i]); its terminator reaches to starts[i + 1].
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int size;

  TextLines(String text) {
    this.text = text;
    int start = text.startsWith("\uFEFF") ? 1 : 0;
    while (start <= text.length()) {
      int end = start;
      while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
        end++;
      }
      add(start, end);
      start = end == text.length() ? end + 1 : end + (text.startsWith("\r\n", end) ? 2 : 1);
    }
  }

  private void add(int start, int end) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    starts[size] = start;
    ends[size++] = end;
  }

  int size() {
    return size;
  }

  int start(int line) {
    return starts[line];
  }

  /** The offset after the line's last character, before its terminator. */
  int end(int line) {
    return ends[line];
  }

  String line(int line) {
    return text.substring(starts[line], ends[line]);
  }

  boolean isBlank(int line) {
    return line(line).isBlank();
  }

  /** The line that holds an offset; a terminator belongs to the line that it ends. */
  int at(int offset) {
    int found = Arrays.binarySearch(starts, 0, size, offset);
    return found >= 0 ? found : Math.max(0, -found - 2);
  }

  String text() {
    return text;
  }

  /** The terminator of the first line, {@code \n} when there is but one line. */
  String newline() {
    return size == 1 ? "\n" : text.substring(ends[0], starts[1]);
  }
}
