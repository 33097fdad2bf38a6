package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Small notebooks with an edit: run, edit, run again on the same store; the reader shows what a
 * fresh run would show, with one to four jobs. The cases are in {@code promise/edits.json}; more
 * may be given by the environment variable {@code FRESHET_CASES}.
 */
final class EditedNotebooksTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> everyEditShowsInItsReaders(@TempDir Path directory) throws IOException {
    AtomicInteger count = new AtomicInteger();
    return cases()
        .map(
            c ->
                DynamicTest.dynamicTest(
                    c.get("id").asText(), () -> check(c, directory, count.getAndIncrement())));
  }

  private static Stream<JsonNode> cases() throws IOException {
    List<JsonNode> all = new ArrayList<>();
    try (InputStream own =
        Objects.requireNonNull(
            EditedNotebooksTest.class.getResourceAsStream("/promise/edits.json"))) {
      JSON.readTree(own).forEach(all::add);
    }
    String more = System.getenv("FRESHET_CASES");
    if (more != null) {
      JSON.readTree(Path.of(more).toFile()).forEach(all::add);
    }
    return all.stream();
  }

  private static void check(JsonNode c, Path directory, int number) throws IOException {
    Runs runs = new Runs(Files.createTempDirectory(directory, "case"));
    String[] options = {"--jobs", Integer.toString(number % 4 + 1)};
    List<String> cells =
        StreamSupport.stream(c.get("cells").spliterator(), false).map(JsonNode::asText).toList();
    int consumer = c.get("consumer").asInt();
    Runs.Outcome before = runs.run(cells, options);
    assertThat(before.texts().get(consumer))
        .as("before the edit")
        .isEqualTo(c.get("before").asText());
    List<String> edited = new ArrayList<>(cells);
    edited.set(c.get("edit").get("cell").asInt(), c.get("edit").get("source").asText());
    Runs.Outcome after = runs.run(edited, options);
    assertThat(after.texts().get(consumer)).as("after the edit").isEqualTo(c.get("after").asText());
    if (number % 5 != 0) {
      return;
    }
    Runs.Outcome again = runs.run(edited, options);
    assertThat(again.states())
        .as("an unchanged notebook runs nothing")
        .doesNotContain("ran", "failed");
    assertThat(again.texts()).isEqualTo(after.texts());
  }
}
