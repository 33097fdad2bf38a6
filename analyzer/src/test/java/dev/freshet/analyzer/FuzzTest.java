package dev.freshet.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Notebooks cut and stirred at random: the analysis never fails, and its answers hang together. */
final class FuzzTest {
  private static final Pattern FENCE = Pattern.compile("```python\\n(.*?)```", Pattern.DOTALL);
  private static final List<String> CHAPTERS =
      List.of("02-reads-and-writes", "03-functions", "05-mutation", "06-graph", "07-affected");
  private static final int ROUNDS = 400;

  @Test
  void stirredNotebooksAreAnalysed() throws IOException {
    List<String> cells = cells();
    assertThat(cells).hasSizeGreaterThan(100);
    Random random = new Random(20_261_121);
    AnalysisHost host = new AnalysisHost();
    Analysis before = host.apply(Notebook.python(List.of()), AnalysisInputs.none());
    for (int round = 0; round < ROUNDS; round++) {
      Notebook notebook = stirred(cells, random);
      Analysis analysis = host.apply(notebook, AnalysisInputs.none());
      check(analysis);
      assertThat(Affected.between(analysis, analysis)).noneMatch(AffectedCell::affected);
      assertThat(Affected.between(before, analysis)).hasSize(notebook.cells().size());
      before = analysis;
    }
  }

  @Test
  void deepAndLongCodeIsAnalysed() {
    List<String> deep =
        List.of(
            "x = " + "(".repeat(3000) + "1" + ")".repeat(3000),
            "x = " + "a + ".repeat(20_000) + "1",
            "x = " + "f(".repeat(2000) + ")".repeat(2000),
            "x = y" + ".a".repeat(5000),
            "def f():\n    nonlocal\n    -> n",
            "if a:\n".concat("    pass\n").repeat(2000),
            "def f(n): return f(f(f(n)))\nf(f(f(1)))",
            "d = {}\nd['d'] = d\nl = [d]\nl.append(l)\nl.append(d)\nprint(l)");
    AnalysisHost host = new AnalysisHost();
    for (String source : deep) {
      check(host.apply(Notebook.python(List.of(Cell.code("a", source))), AnalysisInputs.none()));
    }
  }

  static void check(Analysis analysis) {
    int size = analysis.notebook().cells().size();
    for (int i = 0; i < size; i++) {
      CellEffects effects = analysis.effects(i);
      int length = analysis.notebook().cell(i).source().length();
      int place = i;
      assertThat(effects.runnable()).isEqualTo(analysis.problems(i).isEmpty());
      assertThat(effects.reads())
          .allSatisfy(
              read -> {
                assertThat(read.from()).allMatch(from -> from < place);
                assertThat(read.ranges()).allMatch(range -> range.end() <= length);
              });
      assertThat(effects.writes())
          .allSatisfy(w -> assertThat(w.ranges()).allMatch(range -> range.end() <= length));
    }
    assertThat(analysis.graph().edges()).allMatch(edge -> edge.to() < size);
    assertThat(analysis.diagnostics()).allMatch(found -> found.cell() < size);
    assertThat(analysis.faults()).isEmpty();
  }

  private static Notebook stirred(List<String> cells, Random random) {
    List<Cell> chosen = new ArrayList<>();
    int count = 1 + random.nextInt(12);
    for (int i = 0; i < count; i++) {
      String source = cells.get(random.nextInt(cells.size()));
      chosen.add(Cell.code("c" + i, random.nextInt(3) == 0 ? source : cut(source, random)));
    }
    return Notebook.python(chosen);
  }

  private static String cut(String source, Random random) {
    int from = random.nextInt(source.length() + 1);
    int to = Math.min(source.length(), from + random.nextInt(8));
    return switch (random.nextInt(4)) {
      case 0 -> source.substring(0, from);
      case 1 -> source.substring(from);
      case 2 -> source.substring(0, from) + source.substring(to);
      default -> source.substring(0, from) + source.substring(to) + source.substring(from, to);
    };
  }

  static String pick(List<String> cells, Random random) {
    return cells.get(random.nextInt(cells.size()));
  }

  /** The cells of the specification. */
  static List<String> cells() throws IOException {
    List<String> cells = new ArrayList<>();
    for (String chapter : CHAPTERS) {
      Matcher fence = FENCE.matcher(text("spec/" + chapter + ".md"));
      while (fence.find()) {
        cells.addAll(split(fence.group(1)));
      }
    }
    return cells;
  }

  /** The cells of a script. */
  static List<String> cells(String resource) throws IOException {
    return split(text(resource));
  }

  private static List<String> split(String script) {
    return Arrays.stream(script.split("# %%[^\\n]*\\n", -1))
        .filter(cell -> !cell.isBlank())
        .toList();
  }

  private static String text(String resource) throws IOException {
    try (InputStream in = FuzzTest.class.getResourceAsStream("/" + resource)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
