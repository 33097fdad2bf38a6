package dev.freshet.analyzer.spec;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.SourceRange;

/**
 * A claim about a place in a cell.
 *
 * @param range what the carets point at, or the whole line for {@code # error: code}
 * @param wholeLine whether the mark is about something anywhere on its line
 */
public record SpecMark(CellId cell, SourceRange range, boolean wholeLine, String text) {
  @Override
  public String toString() {
    return "mark `" + text + "` in cell " + cell + " at " + range.start() + ".." + range.end();
  }
}
