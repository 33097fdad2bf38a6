package dev.freshet.server.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.checks.Fault;
import dev.freshet.analyzer.checks.Rule;
import dev.freshet.server.files.NotebookAnalysis;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckerTest {
  private final RuntimeException bug = new ArithmeticException("a bug");

  @TempDir private Path directory = Path.of("");

  @Test
  void aFaultOnOneNotebookIsToldAndTheOthersAreChecked() throws Exception {
    Path bad = Files.writeString(directory.resolve("bad.py"), "# %%\n1\n");
    Path good = Files.writeString(directory.resolve("good.py"), "# %%\nprint(nowhere)\n");
    Settings settings = Settings.isolated(new CheckSelection(List.of(), List.of(), List.of()));
    Checker checker =
        new Checker(
            settings,
            input -> {
              if (input.notebook().cells().stream().anyMatch(c -> c.source().startsWith("1"))) {
                throw bug;
              }
              return NotebookAnalysis.of(input);
            });
    List<Checked> checked = checker.check(List.of(bad, good));
    assertThat(checked.get(0).faults()).extracting(CheckFault::cause).containsExactly(bug);
    assertThat(checked.get(0).error()).contains("bad.py");
    assertThat(checked.get(1).diagnostics()).extracting(d -> d.code()).contains("undefined-name");
    assertThat(checked.get(1).faults()).isEmpty();
  }

  @Test
  void aFaultNamesRuleFileAndCell() {
    Fault fault = new Fault(Rule.SYNTAX_ERROR, OptionalInt.of(4), bug);
    assertThat(CheckFault.of("a.ipynb", fault).what())
        .isEqualTo(
            "the check 'syntax-error' failed on a.ipynb, cell 4"
                + " (java.lang.ArithmeticException: a bug): what it would find is not told");
  }
}
