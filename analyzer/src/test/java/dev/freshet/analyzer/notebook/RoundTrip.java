package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.OptionalInt;

/** Changes to a notebook file that must cancel out to the last byte. */
final class RoundTrip {
  private RoundTrip() {}

  /** Fails unless the file is written as it was read, also after changes that say nothing new. */
  static void check(NotebookFile file) {
    assertThat(NotebookFile.parse(file.bytes()).bytes()).isEqualTo(file.bytes());
    for (Cell cell : file.notebook().cells()) {
      assertThat(file.withSource(cell.id(), cell.source()).text()).isEqualTo(file.text());
      if (cell.isCode()) {
        checkOutputs(file, cell);
      }
    }
  }

  /** Jupyter's own writer sorts keys and writes lines, so its files can be told apart. */
  static boolean isSpeltByNbformat(NotebookFile file) {
    return file.text().startsWith("{\n \"cells\": [") && file.text().endsWith("}\n");
  }

  /** The file with all outputs cleared, then set to what they were. */
  static NotebookFile outputsAgain(NotebookFile file) {
    NotebookFile again = file;
    for (Cell cell : file.notebook().cells()) {
      if (cell.isCode()) {
        again =
            again
                .withOutputs(cell.id(), JsonNodeFactory.instance.arrayNode(), OptionalInt.empty())
                .withOutputs(cell.id(), file.outputs(cell.id()), count(cell));
      }
    }
    return again;
  }

  private static OptionalInt count(Cell cell) {
    return cell.executionCount() < 0 ? OptionalInt.empty() : OptionalInt.of(cell.executionCount());
  }

  private static void checkOutputs(NotebookFile file, Cell cell) {
    assertThat(file.withOutputs(cell.id(), file.outputs(cell.id()), count(cell)).text())
        .isEqualTo(file.text());
    NotebookFile cleared =
        file.withOutputs(cell.id(), JsonNodeFactory.instance.arrayNode(), OptionalInt.empty());
    assertThat(cleared.outputs(cell.id())).isEmpty();
    assertThat(NotebookFile.parse(cleared.bytes()).notebook().cells())
        .extracting(Cell::source)
        .isEqualTo(file.notebook().cells().stream().map(Cell::source).toList());
  }
}
