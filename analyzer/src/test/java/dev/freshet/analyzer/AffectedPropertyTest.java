package dev.freshet.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Random notebooks and random changes, held against what runs from top to bottom put out: no cell
 * whose output differs is missed, and regrouping statements affects no cell but those regrouped.
 */
class AffectedPropertyTest {
  private static final int NOTEBOOKS = 600;
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  private final AnalysisHost host = new AnalysisHost();
  private int fresh;

  @Test
  void noChangeIsMissed() {
    Random random = new Random(20_261_121);
    int changed = 0;
    for (int i = 0; i < NOTEBOOKS; i++) {
      List<Cell> before = notebook(random);
      List<Cell> after = new ArrayList<>(before);
      for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
        change(after, random);
      }
      Optional<Map<CellId, String>> then = ToyPython.outputs(before);
      Optional<Map<CellId, String>> now = ToyPython.outputs(after);
      if (then.isPresent() && now.isPresent()) {
        for (AffectedCell cell : affected(before, after)) {
          String was = then.get().getOrDefault(origin(cell, before, after), "");
          if (!was.equals(now.get().get(cell.id()))) {
            changed++;
            assertThat(cell.affected()).as(cell.id() + show(before, after)).isTrue();
          }
        }
      }
      assertThat(affected(before, before)).noneMatch(AffectedCell::affected);
    }
    assertThat(changed).isGreaterThan(NOTEBOOKS / 4);
  }

  @Test
  void regroupingAffectsOnlyWhatIsRegrouped() {
    Random random = new Random(7);
    for (int i = 0; i < NOTEBOOKS; i++) {
      List<Cell> before = notebook(random);
      List<Cell> after = new ArrayList<>(before);
      if (random.nextBoolean()) {
        split(after, random);
      } else {
        join(after, random);
      }
      for (AffectedCell cell : affected(before, after)) {
        boolean untouched = before.contains(after.get(cell.index()));
        assertThat(cell.affected() && untouched).as(cell.id() + show(before, after)).isFalse();
      }
    }
  }

  // A cell that is cut and pasted brings its output with it, whatever its new id.
  private static CellId origin(AffectedCell cell, List<Cell> before, List<Cell> after) {
    String source = after.get(cell.index()).source();
    List<CellId> ids = after.stream().map(Cell::id).toList();
    boolean known = before.stream().anyMatch(old -> old.id().equals(cell.id()));
    return before.stream()
        .filter(old -> !known && !ids.contains(old.id()) && old.source().equals(source))
        .map(Cell::id)
        .findFirst()
        .orElse(cell.id());
  }

  private List<AffectedCell> affected(List<Cell> before, List<Cell> after) {
    return Affected.between(
        host.apply(Notebook.python(before), AnalysisInputs.none()),
        host.apply(Notebook.python(after), AnalysisInputs.none()));
  }

  private List<Cell> notebook(Random random) {
    int size = 2 + random.nextInt(5);
    List<Cell> cells = new ArrayList<>();
    cells.add(cell("a = [1]\nb = [2]\nc = a\nd = [3]"));
    cells.add(cell("def f(): return " + name(random) + "\ndef g(): return f()"));
    for (int i = 0; i < size; i++) {
      cells.add(cell(source(random)));
    }
    return cells;
  }

  private Cell cell(String source) {
    return Cell.code("n" + fresh++, source);
  }

  private String source(Random random) {
    return IntStream.range(0, 1 + random.nextInt(4))
        .mapToObj(i -> statement(random))
        .collect(Collectors.joining("\n"));
  }

  private String statement(Random random) {
    String x = name(random);
    String y = name(random);
    return switch (random.nextInt(9)) {
      case 0 -> x + " = [" + random.nextInt(10) + "]";
      case 1 -> x + " = " + y;
      case 2 -> x + " = " + y + " + " + name(random);
      case 3 -> x + ".append(" + random.nextInt(10) + ")";
      case 4 -> "print(" + x + ", " + y + ")";
      case 5 -> x;
      case 6 -> "def f(): return " + x;
      case 7 -> x + " = " + (random.nextBoolean() ? "f()" : "g()");
      default -> x + " += " + y;
    };
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private void change(List<Cell> cells, Random random) {
    int at = random.nextInt(cells.size());
    switch (random.nextInt(6)) {
      case 0 -> cells.set(at, cells.get(at).withSource(source(random)));
      case 1 -> cells.add(at, cell(source(random)));
      case 2 -> cells.add(random.nextInt(cells.size()), cells.remove(at));
      case 3 -> split(cells, random);
      case 4 -> join(cells, random);
      default -> {
        if (cells.size() > 2) {
          cells.remove(at);
        }
      }
    }
  }

  private void split(List<Cell> cells, Random random) {
    int at = random.nextInt(cells.size());
    List<String> lines = cells.get(at).source().lines().toList();
    if (lines.size() > 1) {
      int cut = 1 + random.nextInt(lines.size() - 1);
      cells.set(at, cells.get(at).withSource(String.join("\n", lines.subList(0, cut))));
      cells.add(at + 1, cell(String.join("\n", lines.subList(cut, lines.size()))));
    }
  }

  private static void join(List<Cell> cells, Random random) {
    int at = random.nextInt(cells.size() - 1);
    Cell first = cells.get(at);
    cells.set(at, first.withSource(first.source() + "\n" + cells.remove(at + 1).source()));
  }

  private static String show(List<Cell> before, List<Cell> after) {
    return "\n" + text(before) + "\n-->\n" + text(after);
  }

  private static String text(List<Cell> cells) {
    return cells.stream()
        .map(cell -> "# %% " + cell.id() + "\n" + cell.source())
        .collect(Collectors.joining("\n"));
  }

  /** Runs what the generator writes: lists, aliases, functions that look names up when called. */
  private static final class ToyPython {
    private final Map<String, List<Integer>> lists = new HashMap<>();
    private final Map<String, String> functions = new HashMap<>();
    private final StringBuilder out = new StringBuilder();

    /** What each cell puts out; empty when a name is missing, which would end the run. */
    static Optional<Map<CellId, String>> outputs(List<Cell> cells) {
      ToyPython python = new ToyPython();
      Map<CellId, String> outputs = new HashMap<>();
      try {
        for (Cell cell : cells) {
          python.out.setLength(0);
          List<String> lines = cell.source().lines().toList();
          for (int i = 0; i < lines.size(); i++) {
            python.run(lines.get(i), i == lines.size() - 1);
          }
          outputs.put(cell.id(), python.out.toString());
        }
        return Optional.of(outputs);
      } catch (IllegalStateException missing) {
        return Optional.empty();
      }
    }

    private void run(String line, boolean last) {
      String[] words = line.replaceAll("[(),:]", " ").trim().split(" +", -1);
      if (line.startsWith("def ")) {
        functions.put(words[1], line.substring(line.indexOf("return ") + 7));
      } else if (line.startsWith("print(")) {
        Arrays.stream(words).skip(1).forEach(w -> out.append(value(w)).append(' '));
      } else if (line.contains(".append(")) {
        value(line.substring(0, 1)).add(Integer.parseInt(words[1]));
      } else if (line.contains(" += ")) {
        value(words[0]).addAll(List.copyOf(value(words[2])));
      } else if (line.contains(" + ")) {
        List<Integer> sum = new ArrayList<>(value(words[2]));
        sum.addAll(value(words[4]));
        lists.put(words[0], sum);
      } else if (line.contains(" = [")) {
        int number = Integer.parseInt(line.replaceAll("\\D", ""));
        lists.put(words[0], new ArrayList<>(List.of(number)));
      } else if (line.contains(" = ")) {
        lists.put(words[0], value(line.substring(4)));
      } else if (last) {
        out.append("Out: ").append(value(line));
      } else {
        value(line);
      }
    }

    private List<Integer> value(String expression) {
      if (!expression.endsWith("()")) {
        return present(lists.get(expression));
      }
      String returned = functions.get(expression.substring(0, expression.length() - 2));
      return value(returned == null ? "missing" : returned);
    }

    private static List<Integer> present(@Nullable List<Integer> list) {
      if (list == null) {
        throw new IllegalStateException("no such name");
      }
      return list;
    }
  }
}
