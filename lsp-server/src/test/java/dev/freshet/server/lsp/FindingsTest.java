package dev.freshet.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Editors show what {@code freshet check} would, and offer to suppress and to mend it. */
class FindingsTest {
  @TempDir private Path directory = Path.of("");
  private TestClient client;
  private String uri = "";

  @BeforeEach
  void start() throws IOException {
    client = new TestClient();
    client.initialize("{'general': {'positionEncodings': ['utf-16']}}", "null");
    uri = directory.resolve("a.py").toUri().toString();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
  }

  private List<String> codes(String text) {
    client.tell(
        "textDocument/didOpen",
        "{'textDocument': {'uri': '%s', 'languageId': 'python', 'version': 1, 'text': '%s'}}"
            .formatted(uri, text));
    return client
        .awaitMessage(PublishDiagnosticsParams.class, p -> p.getUri().equals(uri))
        .getDiagnostics()
        .stream()
        .map(d -> d.getCode().getLeft())
        .toList();
  }

  private JsonObject action(int line, String title) {
    JsonObject answer =
        client.ask(
            "textDocument/codeAction",
            "{'textDocument': {'uri': '%s'}, 'range': {'start': {'line': %d, 'character': 0}, 'end': {'line': %d, 'character': 40}}, 'context': {'diagnostics': []}}"
                .formatted(uri, line, line));
    return answer.getAsJsonArray("result").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .filter(a -> a.get("title").getAsString().equals(title))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no action " + title + " in " + answer));
  }

  private String edit(JsonObject action) {
    JsonObject edit =
        action
            .getAsJsonObject("edit")
            .getAsJsonObject("changes")
            .getAsJsonArray(uri)
            .get(0)
            .getAsJsonObject();
    JsonObject start = edit.getAsJsonObject("range").getAsJsonObject("start");
    return start.get("line") + ":" + start.get("character") + " " + edit.get("newText");
  }

  @Test
  void inlayHintsTellTheSetsAtTheHeadsThatAreAskedFor() {
    assertThat(codes("# %% a\\nx = 1\\n# %% b\\nprint(x)\\n")).isEmpty();
    JsonObject answer =
        client.ask(
            "textDocument/inlayHint",
            "{'textDocument': {'uri': '%s'}, 'range': {'start': {'line': 1, 'character': 0}, 'end': {'line': 3, 'character': 0}}}"
                .formatted(uri));
    assertThat(answer.getAsJsonArray("result")).hasSize(1);
    JsonObject hint = answer.getAsJsonArray("result").get(0).getAsJsonObject();
    assertThat(hint.get("label").getAsString()).isEqualTo("reads x");
    assertThat(hint.getAsJsonObject("position").toString())
        .isEqualTo("{\"line\":2,\"character\":6}");
  }

  @Test
  void hoverTellsWhereANameComesFromAndHowItIsChanged() {
    codes("# %% a\\nxs = []\\n# %% b\\nxs.append(1)\\n# %% c\\nxs[0] = 1\\n");
    assertThat(hover(3))
        .startsWith("`xs` comes from cell 0 (`a`)")
        .contains("`xs` is changed in place here, by a method");
    assertThat(hover(5)).contains("`xs` is changed in place here, by assigning to an item");
  }

  private String hover(int line) {
    return client
        .ask(
            "textDocument/hover",
            "{'textDocument': {'uri': '%s'}, 'position': {'line': %d, 'character': 1}}"
                .formatted(uri, line))
        .getAsJsonObject("result")
        .getAsJsonObject("contents")
        .get("value")
        .getAsString();
  }

  @Test
  void offersToSuppressAndToMend() {
    assertThat(codes("# %%\\nx = missing\\ny = 1  # freshet: ignore[open-world]\\n"))
        .containsExactly("undefined-name", "unused-suppression");
    assertThat(edit(action(1, "Suppress undefined-name in this line")))
        .isEqualTo("1:11 \"  # freshet: ignore[undefined-name]\"");
    assertThat(edit(action(2, "Remove the suppression"))).isEqualTo("2:5 \"\"");
    assertThat(edit(action(0, "Fix all that Freshet can mend (1)"))).isEqualTo("2:5 \"\"");
  }

  @Test
  void suppressesInStringsOfSeveralLinesAndAboveMagics() {
    codes(
        "# %%\\nimport os\\nx = f`````\\n{missing}\\n`````\\n!echo {other}\\n"
            .replace("`````", "\\\"\\\"\\\""));
    assertThat(edit(action(3, "Suppress undefined-name in this line")))
        .isEqualTo("4:3 \"  # freshet: ignore[undefined-name]\"");
    assertThat(edit(action(5, "Suppress undefined-name in this line")))
        .isEqualTo("5:0 \"# freshet: ignore[undefined-name]\\n\"");
  }

  @Test
  void goesByTheSettingsAndTellsWhenTheyAreWrong() throws IOException {
    Files.writeString(directory.resolve("freshet.toml"), "[check]\nignore = [\"undefined\"]\n");
    assertThat(codes("# %%\\nx = missing\\n")).isEmpty();
    Files.writeString(directory.resolve("freshet.toml"), "[chek]\n");
    client.forget();
    client.tell("textDocument/didSave", "{'textDocument': {'uri': '%s'}}".formatted(uri));
    client.awaitMessage(
        org.eclipse.lsp4j.MessageParams.class,
        m -> m.getMessage().contains("freshet.toml:1: there is no key 'chek'"));
    client.awaitMessage(
        PublishDiagnosticsParams.class,
        p -> p.getUri().equals(uri) && !p.getDiagnostics().isEmpty());
  }
}
