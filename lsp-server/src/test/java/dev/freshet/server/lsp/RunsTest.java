package dev.freshet.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.freshet.server.lsp.protocol.CellStatusParams;
import dev.freshet.server.lsp.protocol.OutputParams;
import dev.freshet.server.lsp.protocol.RunFinishedParams;
import dev.freshet.server.run.RunPlaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs asked for by editors with and without notebooks, on a real Python. */
class RunsTest {
  private static final String SCRIPT = "# %% one\nx = 20\n# %% two\nprint(x + 1)\n";

  @TempDir private Path directory = Path.of("");
  private String uri = "";
  private TestClient client = new TestClient();

  RunsTest() throws IOException {}

  @BeforeEach
  void write() throws IOException {
    Path script = Files.writeString(directory.resolve("analysis.py"), SCRIPT);
    uri = script.toUri().toString();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
  }

  private void open(String options) {
    open(SCRIPT, options);
  }

  private void open(String script, String options) {
    String python =
        Optional.ofNullable(System.getenv("FRESHET_PYTHON")).map(p -> "'" + p + "'").orElse("null");
    client.initialize(
        "{'window': {'workDoneProgress': true}}",
        "{'python': %s, 'jobs': 2%s}".formatted(python, options));
    client.tell(
        "textDocument/didOpen",
        "{'textDocument': {'uri': '%s', 'languageId': 'python', 'version': 1, 'text': '%s'}}"
            .formatted(uri, script.replace("\n", "\\n")));
  }

  private String run(String command, String rest) {
    JsonObject answer =
        client.ask(
            "workspace/executeCommand",
            "{'command': '%s', 'arguments': [{'uri': '%s'%s}]}".formatted(command, uri, rest));
    return answer.getAsJsonObject("result").get("runId").getAsString();
  }

  @Test
  void aPlainTextEditorSeesOutputsAndStalenessAndRunsWhatIsAffected() {
    open("");
    run("freshet.runAll", "");
    client.awaitMessage(
        MessageParams.class, m -> m.getMessage().contains("21") && m.getMessage().contains("two"));
    client.forget();
    client.tell(
        "textDocument/didChange",
        "{'textDocument': {'uri': '%s', 'version': 2}, 'contentChanges': [{'range': {'start': {'line': 1, 'character': 4}, 'end': {'line': 1, 'character': 6}}, 'text': '30'}]}"
            .formatted(uri));
    PublishDiagnosticsParams stale =
        client.awaitMessage(
            PublishDiagnosticsParams.class, p -> codes(p).equals(List.of("stale", "stale")));
    assertThat(stale.getDiagnostics().get(1).getMessage().getLeft())
        .startsWith("stale: ")
        .contains("x");
    assertThat(actionsAt(3)).contains("Run cell", "Run affected cells (1)", "Run stale cells (2)");
    client.forget();
    run(
        "freshet.runAffected",
        ", 'range': {'start': {'line': 1, 'character': 0}, 'end': {'line': 1, 'character': 0}}");
    client.awaitMessage(MessageParams.class, m -> m.getMessage().contains("31"));
    client.awaitMessage(PublishDiagnosticsParams.class, p -> p.getDiagnostics().isEmpty());
    assertThat(hoverAt(3, 6)).contains("comes from cell 0").contains("31");
  }

  /** What is kept is written beside the run. */
  private void awaitMemory() throws IOException {
    Path memory = RunPlaces.store(directory.resolve("analysis.py")).resolve("notebook.json");
    String text = "";
    for (long end = System.nanoTime() + 60_000_000_000L;
        text.split("\"run\"", -1).length != 3 && System.nanoTime() < end; ) {
      text = Files.exists(memory) ? Files.readString(memory) : "";
    }
    assertThat(text).contains("\"run\"");
  }

  @Test
  void statusesComeBackWhenTheNotebookIsOpenedAgain() throws IOException {
    open(", 'cellStatus': true, 'output': true");
    run("freshet.runAll", "");
    client.awaitMessage(RunFinishedParams.class, f -> true);
    client.close();
    awaitMemory();
    client = new TestClient();
    open(", 'cellStatus': true, 'output': true");
    for (int index : List.of(0, 1)) {
      CellStatusParams status =
          client.awaitMessage(
              CellStatusParams.class, s -> s.index() == index && s.validity().equals("current"));
      assertThat(status.restored()).isTrue();
      assertThat(status.activity()).isEqualTo("idle");
    }
  }

  @Test
  void anEditorWithNotebooksGetsStatusesOutputsAndTheReport() {
    open(", 'cellStatus': true, 'output': true");
    client.awaitMessage(
        CellStatusParams.class, s -> s.index() == 1 && s.validity().equals("neverRun"));
    String run = run("freshet.runAll", "");
    client.awaitMessage(
        CellStatusParams.class,
        s -> s.index() == 1 && s.activity().equals("running") && run.equals(s.runId()));
    OutputParams output = client.awaitMessage(OutputParams.class, o -> o.action().equals("append"));
    assertThat(output.outputs().get(0).getAsJsonObject().get("text").getAsString())
        .isEqualTo("21\n");
    RunFinishedParams finished = client.awaitMessage(RunFinishedParams.class, f -> true);
    assertThat(finished.runId()).isEqualTo(run);
    JsonObject report = finished.report().getAsJsonObject();
    assertThat(report.get("schema").getAsString()).isEqualTo("freshet.run");
    assertThat(report.getAsJsonArray("cells")).hasSize(2);
  }

  @Test
  void theStatusSaysWhatIsResidentAndWhy() {
    open("# %% make\nrows = (i for i in range(3))\n# %% use\nnext(rows)\n", ", 'cellStatus': true");
    run("freshet.runAll", "");
    CellStatusParams made =
        client.awaitMessage(
            CellStatusParams.class, s -> s.index() == 0 && s.validity().equals("current"));
    assertThat(made.residents()).hasSize(1);
    assertThat(made.residents().get(0).names()).containsExactly("rows");
    assertThat(made.residents().get(0).reason()).startsWith("generator");
    client.awaitMessage(
        CellStatusParams.class, s -> s.index() == 1 && s.validity().equals("current"));
    assertThat(hoverAt(1, 1)).contains("rows is resident (generator");
    assertThat(
            client.ask("textDocument/codeLens", "{'textDocument': {'uri': '%s'}}".formatted(uri)))
        .asString()
        .contains("resident · ");
  }

  private static List<String> codes(PublishDiagnosticsParams params) {
    return params.getDiagnostics().stream().map(d -> d.getCode().getLeft()).toList();
  }

  private List<String> actionsAt(int line) {
    JsonObject answer =
        client.ask(
            "textDocument/codeAction",
            "{'textDocument': {'uri': '%s'}, 'range': {'start': {'line': %d, 'character': 0}, 'end': {'line': %d, 'character': 0}}, 'context': {'diagnostics': []}}"
                .formatted(uri, line, line));
    return answer.getAsJsonArray("result").asList().stream()
        .map(JsonElement::getAsJsonObject)
        .map(a -> a.get("title").getAsString())
        .toList();
  }

  private String hoverAt(int line, int character) {
    JsonObject answer =
        client.ask(
            "textDocument/hover",
            "{'textDocument': {'uri': '%s'}, 'position': {'line': %d, 'character': %d}}"
                .formatted(uri, line, character));
    return answer.getAsJsonObject("result").getAsJsonObject("contents").get("value").getAsString();
  }
}
