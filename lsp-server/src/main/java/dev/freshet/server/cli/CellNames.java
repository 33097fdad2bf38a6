package dev.freshet.server.cli;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.PercentScript;
import dev.freshet.server.files.NotebookInput;
import java.util.Comparator;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * How cells are called in text for people: by index, and by what a person chose: a script cell's
 * title, or an id that is no random one.
 */
final class CellNames {
  private static final int LONGEST_NAME = 24;
  private static final int LONGEST_LINE = 60;

  private final NotebookInput input;

  CellNames(NotebookInput input) {
    this.input = input;
  }

  String of(int index) {
    String title = title(index);
    String name = title.isEmpty() ? chosenId(input.notebook(), index) : title;
    return "cell " + index + (name.isEmpty() ? "" : " [" + cut(name, LONGEST_NAME) + "]");
  }

  /** The code cell with an index, else with an id or title. */
  OptionalInt find(String name) {
    Notebook notebook = input.notebook();
    return IntStream.range(0, notebook.cells().size())
        .filter(i -> notebook.cell(i).isCode())
        .filter(i -> name.equals(String.valueOf(i)) || name.equals(title(i)) || hasId(i, name))
        .boxed()
        .min(Comparator.comparing(i -> !name.equals(String.valueOf(i))))
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }

  private boolean hasId(int index, String id) {
    return input.notebook().cell(index).id().value().equals(id);
  }

  private String title(int index) {
    return input.document() instanceof PercentScript script ? script.title(index).strip() : "";
  }

  private static String chosenId(Notebook notebook, int index) {
    String id = notebook.cell(index).id().value();
    boolean chosen =
        id.length() <= LONGEST_NAME && id.chars().anyMatch(c -> (c >= 'g' && c <= 'z') || c == '-');
    return chosen ? id : "";
  }

  /** The first line of code that says something. */
  String firstLine(int index) {
    Cell cell = input.notebook().cell(index);
    String line =
        cell.source()
            .lines()
            .map(String::strip)
            .filter(l -> !l.isEmpty() && !l.startsWith("#"))
            .findFirst()
            .orElseGet(() -> cell.source().strip().lines().findFirst().orElse(""));
    return cut(line, LONGEST_LINE);
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }
}
