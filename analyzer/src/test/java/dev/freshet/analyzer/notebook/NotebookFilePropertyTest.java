package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random changes to random files, compared with what a fresh reading of the text says. */
final class NotebookFilePropertyTest {
  private static final int ROUNDS = 30;

  static LongStream seeds() {
    return LongStream.rangeClosed(1, 60);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void changes_say_what_was_meant_and_leave_the_rest(long seed) {
    Random random = new Random(seed);
    RandomFiles files = new RandomFiles(random);
    NotebookFile file = NotebookFile.parse(files.file());
    RoundTrip.check(file);
    for (int round = 0; round < ROUNDS; round++) {
      Cell cell = files.pick(file.notebook().cells());
      NotebookFile changed = change(file, cell, files, random);
      NotebookFile fresh = NotebookFile.parse(changed.text());
      assertThat(fresh.notebook()).isEqualTo(changed.notebook());
      assertThat(otherCells(changed, cell.id())).isEqualTo(otherCells(file, cell.id()));
      file = changed;
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_is_undone_leaves_no_trace(long seed) {
    Random random = new Random(seed);
    RandomFiles files = new RandomFiles(random);
    NotebookFile file = NotebookFile.parse(files.file());
    for (Cell cell : file.notebook().cells()) {
      NotebookFile edited = file.withSource(cell.id(), cell.source() + "y = 2");
      assertThat(edited.withSource(cell.id(), cell.source()).text()).isEqualTo(file.text());
      if (cell.isCode()) {
        ArrayNode outputs = file.outputs(cell.id());
        NotebookFile ran = file.withOutputs(cell.id(), files.outputs(), OptionalInt.of(3));
        assertThat(ran.withOutputs(cell.id(), outputs, OptionalInt.empty()).text())
            .isEqualTo(file.text());
      }
      NotebookFile more = file.withInserted(random.nextInt(2), Cell.code("fresh", files.text()));
      assertThat(more.withRemoved(new CellId("fresh")).text()).isEqualTo(file.text());
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void changes_made_at_once_equal_changes_made_one_by_one(long seed) {
    RandomFiles files = new RandomFiles(new Random(seed));
    NotebookFile file = NotebookFile.parse(files.file());
    List<CellChange> changes = new ArrayList<>();
    NotebookFile oneByOne = file;
    for (Cell cell : file.notebook().cells()) {
      changes.add(new CellChange.SetSource(cell.id(), files.text()));
      changes.add(new CellChange.SetTags(cell.id(), List.of("a", "b")));
      if (cell.isCode()) {
        changes.add(new CellChange.SetOutputs(cell.id(), files.outputs(), OptionalInt.of(1)));
      }
    }
    for (CellChange change : changes) {
      oneByOne = oneByOne.with(List.of(change));
    }

    assertThat(file.with(changes).text()).isEqualTo(oneByOne.text());
  }

  private static NotebookFile change(
      NotebookFile file, Cell cell, RandomFiles files, Random random) {
    switch (random.nextInt(3)) {
      case 0 -> {
        String source = files.text();
        NotebookFile changed = file.withSource(cell.id(), source);
        assertThat(sourceOf(changed, cell)).isEqualTo(source);
        return changed;
      }
      case 1 -> {
        NotebookFile changed = file.withTags(cell.id(), List.of(files.text()));
        assertThat(outputsOf(changed, cell)).isEqualTo(outputsOf(file, cell));
        return changed;
      }
      default -> {
        return cell.isCode() ? ran(file, cell, files.outputs()) : file;
      }
    }
  }

  private static NotebookFile ran(NotebookFile file, Cell cell, ArrayNode outputs) {
    NotebookFile changed = file.withOutputs(cell.id(), outputs, OptionalInt.of(5));
    assertThat(outputsOf(changed, cell)).isEqualTo(outputs);
    assertThat(sourceOf(changed, cell)).isEqualTo(cell.source());
    return changed;
  }

  private static String sourceOf(NotebookFile file, Cell cell) {
    return file.notebook().cell(file.notebook().indexOf(cell.id()).orElseThrow()).source();
  }

  private static ArrayNode outputsOf(NotebookFile file, Cell cell) {
    return file.outputs(cell.id());
  }

  // The text of the file around one cell.
  private static String otherCells(NotebookFile file, CellId cell) {
    NotebookLayout layout = NotebookReader.layout(file.text());
    int index = file.notebook().indexOf(cell).orElseThrow();
    return IntStream.range(0, layout.elements().size())
            .filter(i -> i != index)
            .mapToObj(i -> layout.elements().get(i).of(layout.text()))
            .toList()
        + layout.text().substring(0, layout.elements().get(0).start())
        + layout.text().substring(layout.cells().end());
  }
}
