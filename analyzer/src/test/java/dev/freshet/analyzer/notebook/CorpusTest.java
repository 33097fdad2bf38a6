package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  @Test
  void scripts_hold_the_same_cells_as_the_notebooks_they_were_made_from() throws IOException {
    Path folder = folder().orElseThrow();
    List<String> differences = new ArrayList<>();
    int compared = 0;
    for (Path path : files(".py")) {
      PercentScript script = PercentScript.parse(Files.readString(path));
      assertThat(script.text()).isEqualTo(Files.readString(path));
      String name = path.toString().replace("/percent/", "/").replace(".py", ".ipynb");
      Path notebook = folder.resolve(name);
      if (path.startsWith(folder.resolve("percent")) && Files.exists(notebook)) {
        compared++;
        List<String> expected = cells(NotebookFile.parse(Files.readAllBytes(notebook)));
        List<String> found = cells(script);
        for (int i = 0; i < Math.max(expected.size(), found.size()); i++) {
          String e = i < expected.size() ? expected.get(i) : "no cell";
          String f = i < found.size() ? found.get(i) : "no cell";
          if (!e.equals(f)) {
            differences.add(path + " cell " + i + "\nnotebook: " + e + "\nscript: " + f);
            break;
          }
        }
      }
    }
    assertThat(differences).isEmpty();
    assertThat(compared).isPositive();
  }

  private static List<String> cells(NotebookDocument document) {
    return document.notebook().cells().stream()
        .map(cell -> cell.kind() + ": " + trimmed(cell.source()))
        .toList();
  }

  // Blank lines around a cell's text are not the cell's in a script.
  private static String trimmed(String source) {
    return source.replaceAll("\\A(?:[^\\S\n]*\n)+", "").stripTrailing();
  }

  static boolean corpus() {
    return folder().isPresent();
  }

  private static List<Path> notebooks() throws IOException {
    return files(".ipynb");
  }

  private static List<Path> files(String ending) throws IOException {
    try (Stream<Path> all = Files.walk(folder().orElseThrow())) {
      return all.filter(path -> path.toString().endsWith(ending)).sorted().toList();
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
