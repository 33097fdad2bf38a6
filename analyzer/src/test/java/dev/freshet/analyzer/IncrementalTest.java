package dev.freshet.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * An analysis has no history: after any edits, what a host says is what a new host says. The
 * notebooks are made of the cells of the specification, so that every rule takes part, and of some
 * that share objects in every way there is.
 */
final class IncrementalTest {
  private static final int NOTEBOOKS = 24;
  private static final int EDITS = 40;

  // Cells that work with each other come as often as all others.
  private static final int WEIGHT = 8;

  private static final String HELPERS =
      """
      items = []
      limit = 3
      def add(x):
          items.append(x)
          return limit
      """;
  private static final AnalysisInputs INPUTS =
      new AnalysisInputs(Map.of("helpers", HELPERS), path -> false);

  @Test
  void anEditedNotebookIsAnalysedAsANewOne() throws IOException {
    List<String> cells = new ArrayList<>(FuzzTest.cells());
    for (int i = 0; i < WEIGHT; i++) {
      cells.addAll(FuzzTest.cells("incremental/cells.py"));
    }
    long seed = Long.getLong("freshet.incremental.seed", 20_261_121);
    int notebooks = Integer.getInteger("freshet.incremental.notebooks", NOTEBOOKS);
    for (int i = 0; i < notebooks; i++) {
      edit(cells, seed + i);
    }
  }

  private static void edit(List<String> cells, long seed) {
    Random random = new Random(seed);
    List<Cell> notebook = new ArrayList<>();
    int count = random.nextInt(30);
    for (int i = 0; i < count; i++) {
      notebook.add(Cell.code("c" + i, FuzzTest.pick(cells, random)));
    }
    AnalysisHost host = new AnalysisHost();
    Analysis unread = null;
    String expected = "";
    for (int edit = 0; edit < EDITS; edit++) {
      Notebook now = Notebook.python(notebook);
      Analysis analysis = host.apply(now, INPUTS);
      if (unread != null) {
        // Diagnostics are looked for when they are asked for: later edits must not show in them.
        assertThat(AnalysisText.of(unread))
            .as("seed %d, before %d", seed, edit)
            .isEqualTo(expected);
      }
      expected = AnalysisText.of(new AnalysisHost().apply(now, INPUTS));
      unread = edit % 2 == 0 ? analysis : null;
      if (unread == null) {
        assertThat(AnalysisText.of(analysis))
            .as("seed %d, edit %d", seed, edit)
            .isEqualTo(expected);
      }
      change(notebook, cells, random, edit);
    }
  }

  private static void change(List<Cell> notebook, List<String> cells, Random random, int edit) {
    int size = notebook.size();
    int at = size == 0 ? 0 : random.nextInt(size);
    int kind = size == 0 ? 0 : random.nextInt(12);
    if (kind == 0) {
      notebook.add(at, Cell.code("n" + edit, FuzzTest.pick(cells, random)));
    } else if (kind == 1) {
      notebook.remove(at);
    } else if (kind == 2) {
      notebook.add(random.nextInt(size), notebook.remove(at));
    } else if (kind == 3) {
      notebook.set(at, notebook.get(at).withSource(FuzzTest.pick(cells, random)));
    } else {
      notebook.set(at, notebook.get(at).withSource(typed(notebook.get(at).source(), random)));
    }
  }

  /** The text after a key was struck, a line typed, deleted, commented or moved. */
  private static String typed(String source, Random random) {
    int at = random.nextInt(source.length() + 1);
    String[] lines = source.split("\n", -1);
    int line = random.nextInt(lines.length);
    return switch (random.nextInt(8)) {
      case 0 -> source.substring(0, at) + "x" + source.substring(at);
      case 1 -> source.substring(0, at) + "." + source.substring(at);
      case 2 -> source.isEmpty() ? "y = 1" : source.substring(0, Math.max(0, at - 1));
      case 3 -> "# a comment\n" + source;
      case 4 -> source + "\nnew_name = 1";
      case 5 -> "first = rows\n" + source;
      case 6 -> {
        lines[line] = lines[line] + "  # said";
        yield String.join("\n", lines);
      }
      default -> {
        lines[line] = "";
        yield String.join("\n", lines);
      }
    };
  }
}
