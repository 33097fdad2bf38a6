package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generated notebooks, in parallel and after edits, show what one plain interpreter shows from top
 * to bottom.
 */
final class GeneratedNotebooksTest {
  private static final String REFERENCE =
      """
      import ast, contextlib, io, json, os, sys
      namespace = {"__name__": "__main__"}
      shown = []
      for source in json.load(sys.stdin):
          stream = io.StringIO()
          with contextlib.redirect_stdout(stream):
              tree = ast.parse(source)
              last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
              exec(compile(tree, "cell", "exec"), namespace)
              if last is not None:
                  value = eval(compile(ast.Expression(last.value), "cell", "eval"), namespace)
                  if value is not None:
                      print(repr(value))
          shown.append(stream.getvalue().strip())
      print(json.dumps(shown))
      """;

  private final Path directory;

  GeneratedNotebooksTest(@TempDir Path directory) {
    this.directory = directory;
  }

  /** {@code FRESHET_SEEDS=100} tries so many; each seed is another notebook. */
  static LongStream seeds() {
    int count = Integer.parseInt(System.getenv().getOrDefault("FRESHET_SEEDS", "6"));
    return LongStream.rangeClosed(1, count);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void showWhatOneInterpreterShows(long seed) throws IOException, InterruptedException {
    List<String> cells = new NotebookGenerator(seed).cells(24);
    List<String> expected = reference(cells);
    Runs runs = new Runs(directory);
    for (int jobs : seed % 2 == 0 ? List.of(2, 1) : List.of(4, 1)) {
      clean();
      Runs.Outcome outcome = runs.run(cells, "--all", "--jobs", Integer.toString(jobs));
      assertThat(outcome.texts()).as("seed %d with %d jobs", seed, jobs).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {21, 22, 23})
  void showItAlsoAfterEdits(long seed) throws IOException, InterruptedException {
    List<String> cells = new ArrayList<>(new NotebookGenerator(seed).cells(18));
    Random random = new Random(seed);
    Runs runs = new Runs(directory);
    for (int edit = 0; edit < 4; edit++) {
      clean();
      List<String> expected = reference(cells);
      clean();
      assertThat(runs.run(cells).texts())
          .as("seed %d after %d edits", seed, edit)
          .isEqualTo(expected);
      int at = 1 + random.nextInt(2);
      cells.set(at, at == 1 ? "n0 = " + random.nextInt(50) : "xs1 = [" + random.nextInt(50) + "]");
    }
  }

  /** A fresh run starts from no files; the directory is the notebook's whole world. */
  private void clean() throws IOException {
    Files.deleteIfExists(directory.resolve("f0.txt"));
    Files.deleteIfExists(directory.resolve("f1.txt"));
  }

  private List<String> reference(List<String> cells) throws IOException, InterruptedException {
    clean();
    ProcessBuilder builder =
        new ProcessBuilder("python3", "-c", REFERENCE).directory(directory.toFile());
    builder.environment().remove("FRESHET_TEST");
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    Process process = builder.start();
    JsonMapper json = JsonMapper.builder().build();
    process.getOutputStream().write(json.writeValueAsBytes(cells));
    process.getOutputStream().close();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    List<String> shown = new ArrayList<>();
    json.readTree(answer).forEach(text -> shown.add(text.asText()));
    clean();
    return shown;
  }
}
