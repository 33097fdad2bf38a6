package dev.freshet.server.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.server.files.FreshetHome;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Real notebooks in parallel show what Jupyter shows. Switched on by {@code FRESHET_CORPUS}, the
 * corpus' path, and {@code FRESHET_CORPUS_PYTHON}, an interpreter with its requirements; {@code
 * FRESHET_CORPUS_ONLY} chooses by a part of the path.
 */
@EnabledIfEnvironmentVariable(named = "FRESHET_CORPUS", matches = ".+")
@EnabledIfEnvironmentVariable(named = "FRESHET_CORPUS_PYTHON", matches = ".+")
final class CorpusRunTest {
  @TestFactory
  Stream<DynamicTest> everyNotebookShowsWhatJupyterShows() throws IOException {
    List<String> only = Optional.ofNullable(System.getenv("FRESHET_CORPUS_ONLY")).stream().toList();
    Corpus corpus = Corpus.read(Path.of(System.getenv("FRESHET_CORPUS")), only);
    Path python = Path.of(System.getenv("FRESHET_CORPUS_PYTHON"));
    NotebookRun.Settings settings =
        new NotebookRun.Settings(
            Optional.of(python), FreshetHome.runtime(), 2, Duration.ofMinutes(5));
    CorpusRunner runner = new CorpusRunner(corpus, python, settings);
    assertThat(corpus.entries()).isNotEmpty();
    return corpus.entries().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.local(), () -> check(runner, entry)));
  }

  private static void check(CorpusRunner runner, CorpusEntry entry)
      throws IOException, InterruptedException {
    CorpusResult result = runner.run(entry);
    boolean same = result.equal() || runner.drifted(result);
    assertThat(same).as(result.difference()).isTrue();
  }
}
