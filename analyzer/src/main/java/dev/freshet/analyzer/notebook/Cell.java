package dev.freshet.analyzer.notebook;

import java.util.List;

/**
 * One cell: its identity, its text exactly as the user wrote it (lines end in {@code \n}), and its
 * tags.
 *
 * @param executionCount the count recorded in the file, or -1 when there is none
 */
public record Cell(CellId id, CellKind kind, String source, List<String> tags, int executionCount) {
  public Cell {
    tags = List.copyOf(tags);
  }

  public static Cell code(String id, String source) {
    return new Cell(new CellId(id), CellKind.CODE, source, List.of(), -1);
  }

  public boolean isCode() {
    return kind == CellKind.CODE;
  }

  public boolean hasTag(String tag) {
    return tags.contains(tag);
  }

  public Cell withId(CellId newId) {
    return new Cell(newId, kind, source, tags, executionCount);
  }

  public Cell withSource(String newSource) {
    return new Cell(id, kind, newSource, tags, executionCount);
  }
}
