package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * What cells share beside variables: small notebooks show with one, two and three jobs what Jupyter
 * shows. The cases are in {@code promise/sessions.json}: {@code shows} is what each cell shows,
 * {@code then} the notebook after an edit; with {@code errors} cells may fail.
 */
final class SessionsTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> everyCellShowsWhatJupyterShows(@TempDir Path directory) throws IOException {
    AtomicInteger count = new AtomicInteger();
    try (InputStream cases =
        Objects.requireNonNull(SessionsTest.class.getResourceAsStream("/promise/sessions.json"))) {
      return StreamSupport.stream(JSON.readTree(cases).spliterator(), false)
          .map(
              c ->
                  DynamicTest.dynamicTest(
                      c.get("id").asText(), () -> check(c, directory, count.getAndIncrement())));
    }
  }

  private static void check(JsonNode c, Path directory, int number) throws IOException {
    Runs runs = new Runs(Files.createTempDirectory(directory, "case"));
    String jobs = Integer.toString(1 + (number + 1) % 3);
    String[] options =
        c.has("errors")
            ? new String[] {"--jobs", jobs, "--allow-errors"}
            : new String[] {"--jobs", jobs};
    Runs.Outcome outcome = runs.run(texts(c.get("cells")), options);
    if (c.has("then")) {
      outcome = runs.run(texts(c.get("then")), options);
    }
    assertThat(outcome.texts()).as(outcome.messages()).isEqualTo(texts(c.get("shows")));
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
