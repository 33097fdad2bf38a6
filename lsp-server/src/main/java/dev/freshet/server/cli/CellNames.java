package dev.freshet.server.cli;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;

/** How cells are called in text for people: by index, and by id where a person chose it. */
final class CellNames {
  private static final int LONGEST = 24;

  private CellNames() {}

  static String of(Notebook notebook, int index) {
    return "cell " + index + tail(notebook.cell(index));
  }

  private static String tail(Cell cell) {
    String id = cell.id().value();
    boolean speaking =
        id.length() <= LONGEST && id.chars().anyMatch(c -> (c >= 'g' && c <= 'z') || c == '-');
    return speaking ? " [" + id + "]" : "";
  }

  /** The first line of code that says something. */
  static String firstLine(Cell cell) {
    String line =
        cell.source()
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty() && !l.startsWith("#"))
            .findFirst()
            .orElseGet(() -> cell.source().strip().lines().findFirst().orElse(""));
    return line.length() <= 60 ? line : line.substring(0, 59) + "…";
  }
}
