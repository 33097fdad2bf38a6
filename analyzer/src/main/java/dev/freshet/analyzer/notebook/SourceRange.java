package dev.freshet.analyzer.notebook;

/** A half-open range of UTF-16 offsets within one cell's source. */
public record SourceRange(int start, int end) {
  public SourceRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("bad range " + start + ".." + end);
    }
  }
}
