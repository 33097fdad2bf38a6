package dev.freshet.analyzer.notebook;

/** The stable identity of a cell within its notebook; survives edits and moves. */
public record CellId(String value) {
  @Override
  public String toString() {
    return value;
  }
}
