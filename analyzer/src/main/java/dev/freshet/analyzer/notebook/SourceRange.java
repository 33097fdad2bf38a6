package dev.freshet.analyzer.notebook;

import org.jspecify.annotations.Nullable;

/** A half-open range of UTF-16 offsets within one cell's source. */
public record SourceRange(int start, int end) {
  public SourceRange {
    if (start < 0 || end < start) {
      throw new IllegalArgumentException("bad range " + start + ".." + end);
    }
  }

  // As in CellId: quicker to start than those that a record has by itself.
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SourceRange range && range.start == start && range.end == end;
  }

  @Override
  public int hashCode() {
    return 31 * start + end;
  }
}
