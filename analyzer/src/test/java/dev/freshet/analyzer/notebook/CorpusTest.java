package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Reads and rewrites every notebook below {@code -Dfreshet.corpus} or {@code $FRESHET_CORPUS}. */
@EnabledIf("corpus")
final class CorpusTest {
  @Test
  void every_notebook_of_the_corpus_keeps_its_bytes() throws IOException {
    List<Path> paths = notebooks();
    assertThat(paths).isNotEmpty();
    for (Path path : paths) {
      byte[] bytes = Files.readAllBytes(path);
      NotebookFile file = NotebookFile.parse(bytes);
      assertThat(file.bytes()).as(path.toString()).isEqualTo(bytes);
      RoundTrip.check(file);
    }
  }

  @Test
  void outputs_that_are_cleared_and_set_again_are_spelt_as_before() throws IOException {
    for (Path path : notebooks()) {
      NotebookFile file = NotebookFile.parse(Files.readAllBytes(path));
      if (RoundTrip.isSpeltByNbformat(file)) {
        assertThat(RoundTrip.outputsAgain(file).text()).as(path.toString()).isEqualTo(file.text());
      }
    }
  }

  static boolean corpus() {
    return folder().isPresent();
  }

  private static List<Path> notebooks() throws IOException {
    try (Stream<Path> all = Files.walk(folder().orElseThrow())) {
      return all.filter(path -> path.toString().endsWith(".ipynb")).sorted().toList();
    }
  }

  private static Optional<Path> folder() {
    return Stream.of(System.getProperty("freshet.corpus", ""), environment())
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .findFirst();
  }

  private static String environment() {
    return System.getenv().getOrDefault("FRESHET_CORPUS", "");
  }
}
