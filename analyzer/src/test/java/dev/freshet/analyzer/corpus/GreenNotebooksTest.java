package dev.freshet.analyzer.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.checks.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Notebooks that ran from the top without an error hold nothing that a check calls an error. */
@EnabledIfEnvironmentVariable(named = "FRESHET_CORPUS", matches = ".+")
final class GreenNotebooksTest {
  @Test
  void whatRanIsNotCalledAnError() throws IOException {
    AnalysisHost host = new AnalysisHost();
    List<String> wrong = new ArrayList<>();
    int cells = 0;
    for (Corpus.Entry entry : new Corpus(Path.of(System.getenv("FRESHET_CORPUS"))).executable()) {
      Analysis analysis = host.apply(entry.notebook(), entry.inputs());
      cells += analysis.notebook().cells().size();
      analysis.diagnostics().stream()
          .filter(found -> found.severity() == Severity.ERROR)
          .forEach(found -> wrong.add(entry.path() + ": " + found));
    }
    assertThat(cells).isPositive();
    assertThat(wrong).isEmpty();
  }
}
