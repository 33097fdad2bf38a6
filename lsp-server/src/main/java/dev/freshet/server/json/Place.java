package dev.freshet.server.json;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.server.text.ColumnUnit;
import dev.freshet.server.text.LineIndex;
import java.util.List;

/** Offsets of a cell's source as people and JSON count: lines and columns from 1, code points. */
public final class Place {
  private final LineIndex lines;

  public Place(String source) {
    this.lines = new LineIndex(source);
  }

  public int line(int offset) {
    return lines.line(offset) + 1;
  }

  public int column(int offset) {
    return lines.column(offset, ColumnUnit.UTF_32) + 1;
  }

  /** {@code [line, column, end line, end column]}, the end not included. */
  public List<Integer> range(SourceRange range) {
    return List.of(
        line(range.start()), column(range.start()), line(range.end()), column(range.end()));
  }

  List<List<Integer>> ranges(List<SourceRange> ranges) {
    return ranges.stream().map(this::range).toList();
  }
}
