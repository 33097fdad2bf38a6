package dev.freshet.analyzer.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.PercentScript;
import dev.freshet.analyzer.notebook.StoredOutputs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The pages about rules say what the rules do: their examples are run. */
final class RulePagesTest {
  private static final Path DOCS = Path.of("../docs/checks");
  private static final Pattern BLOCK = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COUNT = Pattern.compile("\\[(\\d+)].*");

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"LARGE_OUTPUT", "UNUSED_SUPPRESSION"})
  void whatAPageShowsIsFoundAndItsRemedyIsNot(Rule rule) throws IOException {
    String page = Files.readString(Path.of("..").resolve(rule.docs()));
    assertThat(page).startsWith("# " + rule.code() + "\n").contains("**When to ignore it.**");
    List<String> examples = new ArrayList<>();
    Matcher blocks = BLOCK.matcher(page);
    while (blocks.find()) {
      examples.add(blocks.group(1));
    }
    assertThat(examples).hasSize(2);
    assertThat(codes(examples.get(0))).contains(rule.code());
    assertThat(codes(examples.get(1))).doesNotContain(rule.code());
  }

  @Test
  void theIndexNamesEveryRule() throws IOException {
    List<String> rows =
        Files.readString(DOCS.resolve("README.md"))
            .lines()
            .filter(line -> line.startsWith("| ["))
            .toList();
    assertThat(rows).hasSameSizeAs(Rule.values());
    for (Rule rule : Rule.values()) {
      String row =
          "| [%s](%s.md) | %s | %s | %s | %s |"
              .formatted(
                  rule.code(),
                  rule.code(),
                  rule.severity().label(),
                  rule.onByDefault() ? "on" : "off",
                  rule.fixable() ? "some" : "",
                  rule.summary());
      assertThat(rows).contains(row);
    }
    try (var files = Files.list(DOCS)) {
      assertThat(files).hasSize(Rule.values().length + 1);
    }
  }

  private static List<String> codes(String example) {
    PercentScript script = PercentScript.parse("# %%\n" + example);
    List<Cell> cells = new ArrayList<>();
    Map<CellId, StoredOutputs> outputs = new HashMap<>();
    for (int i = 0; i < script.notebook().cells().size(); i++) {
      Cell cell = script.notebook().cell(i);
      Matcher count = COUNT.matcher(script.title(i));
      boolean ran = count.matches();
      int number = ran ? Integer.parseInt(count.group(1)) : -1;
      cells.add(new Cell(cell.id(), cell.kind(), cell.source(), cell.tags(), number));
      if (ran) {
        outputs.put(cell.id(), new StoredOutputs(0, Optional.empty(), List.of()));
      }
    }
    AnalysisInputs inputs =
        new AnalysisInputs(
            Map.of(),
            path -> !path.equals("data/sales.csv"),
            outputs,
            Optional.of("/home/ann/work"),
            OptionalInt.empty());
    return new AnalysisHost()
        .apply(Notebook.python(cells), inputs).diagnostics().stream()
            .map(Diagnostic::code)
            .toList();
  }
}
