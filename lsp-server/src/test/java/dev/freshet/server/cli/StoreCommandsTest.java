package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Inputs;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Exports;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.store.Lease;
import dev.freshet.executor.store.ResultStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freshet store}: what is kept, and getting rid of it. */
final class StoreCommandsTest {
  private final Shell shell = new Shell();
  private final Path root;
  private final Path directory;

  StoreCommandsTest(@TempDir Path directory) {
    this.directory = directory;
    root = directory.resolve("store");
  }

  @BeforeEach
  void keepTwoResults() throws IOException {
    keep("r1", "cheap", 4, 50_000);
    keep("r2", "dear", 90_000, 60_000);
  }

  private void keep(String run, String name, double ms, int bytes) throws IOException {
    byte[] value = new byte[bytes];
    value[0] = (byte) name.length();
    Path file = Files.write(directory.resolve(run), value);
    Segment segment = new Segment(file.toString(), bytes);
    Group group =
        new Group(
            run + ".0",
            List.of(name),
            segment,
            null,
            null,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            "f",
            Map.of());
    Execution execution =
        new Execution(
            run,
            "digest-" + name,
            new Inputs(Map.of(), Set.of(), Map.of(), Map.of(), "env"),
            null,
            true,
            new Exports(
                Map.of(name, new Binding(name, run + ".0", name)), Set.of(), List.of(), null),
            List.of(group),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            List.of(),
            ms);
    new ResultStore(root, Path.of("/nb/a.ipynb"), 1 << 20, line -> {}).save(execution);
  }

  private Path object(int bytes) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve("objects"))) {
      return all.filter(f -> f.toFile().isFile() && f.toFile().length() == bytes)
          .findFirst()
          .orElseThrow();
    }
  }

  private void age() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(86_400)));
      }
    }
  }

  @Test
  void listsNotebooksResultsAndBytes() throws Exception {
    assertThat(shell.run("store", "list", "--store", root)).isZero();
    assertThat(shell.out())
        .contains("/nb/a.ipynb")
        .contains("2 results, 2 values")
        .contains("the quota is 20 GB");
    assertThat(shell.run("store", "list", "--store", root, "--format", "json")).isZero();
    JsonNode document = JsonMapper.builder().build().readTree(shell.out());
    assertThat(document.path("schema").asText()).isEqualTo("freshet.store");
    JsonNode store = document.path("stores").path(0);
    assertThat(store.path("values").asInt()).isEqualTo(2);
    assertThat(store.path("results")).hasSize(2);
    assertThat(store.findValuesAsText("durationMs")).contains("90000.0");
  }

  @Test
  void keepsToAQuotaByGivingUpWhatIsCheapToComputeAgain() throws Exception {
    age();
    String[] collect = {"store", "gc", "--store", root.toString(), "--quota", "80kB"};
    assertThat(shell.run((Object[]) append(collect, "--dry-run"))).isZero();
    assertThat(shell.out()).contains("would remove 1 values");
    assertThat(object(50_000)).exists();
    assertThat(shell.run((Object[]) collect)).isZero();
    assertThat(shell.out()).contains("removed 1 values").contains("the quota is 80 kB");
    assertThat(object(60_000)).exists();
    assertThat(shell.run("store", "verify", "--store", root)).isZero();
    assertThat(shell.out()).contains("1 values not kept");
  }

  private static String[] append(String[] words, String more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void saysWhatIsDamagedAndRemovesIt() throws Exception {
    Path object = object(60_000);
    Files.write(object, new byte[60_000]);
    assertThat(shell.run("store", "verify", "--store", root, "--dry-run")).isEqualTo(1);
    assertThat(object).exists();
    assertThat(shell.run("store", "verify", "--store", root)).isEqualTo(1);
    assertThat(shell.out()).contains("damaged: " + object).contains("the value of dear");
    assertThat(object).doesNotExist();
    assertThat(shell.run("store", "verify", "--store", root)).isZero();
  }

  @Test
  void clearingNamesWhatGoesAndLeavesTheRestOfTheDirectory() throws Exception {
    Path other = Files.writeString(root.resolve("mine.txt"), "not a result");
    assertThat(shell.run("store", "clear", "--store", root, "--yes")).isZero();
    assertThat(shell.out()).contains("/nb/a.ipynb: 2 results, 2 values");
    assertThat(other).exists();
    assertThat(root.resolve("objects")).doesNotExist();
    assertThat(shell.run("store", "list", "--store", root)).isEqualTo(2);
    assertThat(shell.err()).contains("no results are kept in");
  }

  @Test
  void whatASessionUsesIsNotCleared() {
    try (Lease lease = Lease.take(root)) {
      assertThat(lease).isNotNull();
      assertThat(shell.run("store", "clear", "--store", root, "--yes")).isEqualTo(2);
      assertThat(shell.err()).contains("in use by process " + ProcessHandle.current().pid());
    }
    assertThat(root.resolve("objects")).exists();
  }

  @Test
  void aStoreOfANewerVersionIsNotTouched() throws Exception {
    Files.writeString(root.resolve("store.json"), "{\"version\": 7}");
    for (String command : List.of("list", "verify", "gc")) {
      assertThat(shell.run("store", command, "--store", root)).isEqualTo(2);
      assertThat(shell.err()).contains("written by a newer Freshet").contains("update Freshet");
    }
    Path notebook = Files.writeString(directory.resolve("n.py"), "# %%\nx = 1\n");
    assertThat(shell.run("run", notebook, "--store", root)).isEqualTo(2);
    assertThat(shell.err()).contains("written by a newer Freshet");
  }

  @Test
  void aProjectFileThatIsWrongIsNamed() throws Exception {
    Path notebook = Files.writeString(directory.resolve("n.py"), "# %%\nx = 1\n");
    Path project =
        Files.writeString(directory.resolve("freshet.toml"), "[limits]\nmemory = true\n");
    assertThat(shell.run("run", notebook, "--no-store")).isEqualTo(2);
    assertThat(shell.err())
        .contains(project.toString())
        .contains(":2")
        .contains("limits.memory must be a size");
    Files.delete(project);
    assertThat(shell.run("run", notebook, "--no-store", "--memory", "much")).isEqualTo(2);
    assertThat(shell.err()).contains("--memory much").contains("500MB");
  }
}
