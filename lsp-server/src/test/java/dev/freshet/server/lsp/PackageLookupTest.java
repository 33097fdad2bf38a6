package dev.freshet.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An open notebook is judged by what the packages beside its Python say, read in the background,
 * and that Python is not started: here it could not be.
 */
class PackageLookupTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String CELLS =
      "# %% a\\nimport ledger\\nxs = []\\n# %% b\\nledger.look(xs)\\n# %% c\\nledger.grow(xs)\\n";

  @TempDir private Path directory = Path.of("");

  private void install(String text) throws IOException {
    Path environment = directory.resolve(".venv");
    Path python = environment.resolve("bin/python");
    Path folder = environment.resolve("lib/python3.11/site-packages/ledger");
    Files.createDirectories(python.getParent());
    Files.createDirectories(folder);
    Files.writeString(environment.resolve("pyvenv.cfg"), "home = /nowhere\n");
    Files.writeString(python, "#!/bin/sh\ntouch " + directory.resolve("started") + "\nexit 1\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("__init__.py"), text);
  }

  private String hint(TestClient client, String uri, int line) {
    return client
        .ask(
            "textDocument/inlayHint",
            "{'textDocument': {'uri': '%s'}, 'range': {'start': {'line': %d, 'character': 0}, 'end': {'line': %d, 'character': 40}}}"
                .formatted(uri, line, line))
        .getAsJsonArray("result")
        .asList()
        .stream()
        .map(JsonElement::getAsJsonObject)
        .map(hint -> hint.get("label").getAsString())
        .findFirst()
        .orElse("");
  }

  /** What the hint is as soon as it is that, or in the end. */
  private String awaitHint(TestClient client, String uri, int line, String expected)
      throws InterruptedException {
    Instant end = Instant.now().plus(PATIENCE);
    String found = hint(client, uri, line);
    while (!found.equals(expected) && Instant.now().isBefore(end)) {
      Thread.sleep(20);
      found = hint(client, uri, line);
    }
    return found;
  }

  @Test
  void packagesAreReadWithoutStartingTheirPython() throws IOException, InterruptedException {
    install("def look(xs):\n    return len(xs)\n\ndef grow(xs):\n    xs.append(1)\n");
    try (TestClient client = new TestClient()) {
      client.initialize("{'general': {'positionEncodings': ['utf-16']}}", "null");
      String uri = directory.resolve("a.py").toUri().toString();
      client.tell(
          "textDocument/didOpen",
          "{'textDocument': {'uri': '%s', 'languageId': 'python', 'version': 1, 'text': '%s'}}"
              .formatted(uri, CELLS));
      String changed = "reads ledger, xs · mutates xs";
      assertThat(awaitHint(client, uri, 5, changed)).isEqualTo(changed);
      assertThat(hint(client, uri, 3)).isEqualTo("reads ledger, xs");
    }
    assertThat(directory.resolve("started")).doesNotExist();
  }
}
