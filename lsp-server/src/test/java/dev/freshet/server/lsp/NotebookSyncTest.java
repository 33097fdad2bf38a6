package dev.freshet.server.lsp;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cells keep their texts and their order whatever way a client reports changes. */
class NotebookSyncTest {
  private TestClient client;

  @BeforeEach
  void start() throws IOException {
    client = new TestClient();
    client.initialize("{'general': {'positionEncodings': ['utf-16']}}", "null");
    client.tell(
        "notebookDocument/didOpen", NotebookMessages.open("x = 1", "y = x + 1", "print(y)"));
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
  }

  @Test
  void showsTheGraphOfWhatIsOpen() {
    assertThat(edges()).containsExactly("0>1 x", "1>2 y");
  }

  @Test
  void editsByRangeAndVersionsThatJump() {
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(
            27,
            NotebookMessages.text(
                0,
                "{'range': {'start': {'line': 0, 'character': 0}, 'end': {'line': 0, 'character': 1}}, 'rangeLength': 1, 'text': 'y'}")));
    assertThat(edges()).containsExactly("1>2 y");
  }

  @Test
  void editsOfTheWholeText() {
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(2, NotebookMessages.text(2, "{'text': 'print(x)'}")));
    assertThat(edges()).containsExactly("0>1 x", "0>2 x");
  }

  @Test
  void movedCellsKeepTheirText() {
    String swapped = NotebookMessages.notebookCell(1) + "," + NotebookMessages.notebookCell(0);
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(
            5, NotebookMessages.structure(0, 2, swapped, ", 'didOpen': [], 'didClose': []")));
    assertThat(edges()).containsExactly("0>2 y");
  }

  @Test
  void insertedAndRemovedCells() {
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(
            6,
            NotebookMessages.structure(
                1,
                0,
                NotebookMessages.notebookCell(7),
                ", 'didOpen': [" + NotebookMessages.document(7, "x = 5") + "]")));
    assertThat(edges()).containsExactly("1>2 x", "2>3 y");
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(
            7,
            NotebookMessages.structure(
                1, 1, "", ", 'didClose': [{'uri': '" + NotebookMessages.cell(7) + "'}]")));
    assertThat(edges()).containsExactly("0>1 x", "1>2 y");
  }

  @Test
  void changesWithoutCells() {
    client.tell("notebookDocument/didChange", NotebookMessages.change(9, "{'metadata': {'a': 1}}"));
    client.tell("notebookDocument/didChange", NotebookMessages.change(9, "{'cells': {}}"));
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(
            30,
            "{'cells': {'data': [{'kind': 2, 'document': '%s', 'executionSummary': {'executionOrder': 3, 'success': true}}]}}"
                .formatted(NotebookMessages.cell(0))));
    assertThat(edges()).containsExactly("0>1 x", "1>2 y");
  }

  @Test
  void aChangeThatDoesNotFitIsSaidAndSurvived() {
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(5, NotebookMessages.structure(9, 4, "", "")));
    client.awaitMessage(MessageParams.class, m -> m.getMessage().contains("open it again"));
    assertThat(edges()).hasSize(2);
  }

  @Test
  void everyCellGetsDiagnosticsAndClosedOnesLoseThem() {
    for (int i = 0; i < 3; i++) {
      String uri = NotebookMessages.cell(i);
      client.awaitMessage(PublishDiagnosticsParams.class, p -> p.getUri().equals(uri));
    }
    client.forget();
    client.tell(
        "notebookDocument/didClose",
        "{'notebookDocument': {'uri': '%s'}, 'cellTextDocuments': []}"
            .formatted(NotebookMessages.NOTEBOOK));
    for (int i = 0; i < 3; i++) {
      String uri = NotebookMessages.cell(i);
      client.awaitMessage(
          PublishDiagnosticsParams.class,
          p -> p.getUri().equals(uri) && p.getDiagnostics().isEmpty());
    }
  }

  @Test
  void unknownDocumentsAreAnsweredWithNothing() {
    JsonObject answer =
        client.ask(
            "textDocument/hover",
            "{'textDocument': {'uri': 'vscode-notebook-cell:/no#such'}, 'position': {'line': 0, 'character': 0}}");
    assertThat(answer.get("result").isJsonNull()).isTrue();
    client.tell(
        "notebookDocument/didChange",
        NotebookMessages.change(5, "{}").replace(NotebookMessages.NOTEBOOK, "untitled:Untitled-1"));
    assertThat(edges()).hasSize(2);
  }

  @Test
  void findsDefinitionsAndReferencesInOtherCells() {
    String at =
        "{'textDocument': {'uri': '%s'}, 'position': {'line': 0, 'character': %d}, 'context': {'includeDeclaration': false}}";
    JsonArray definitions =
        client
            .ask("textDocument/definition", at.formatted(NotebookMessages.cell(1), 4))
            .getAsJsonArray("result");
    assertThat(definitions.get(0).getAsJsonObject().get("uri").getAsString())
        .isEqualTo(NotebookMessages.cell(0));
    JsonArray references =
        client
            .ask("textDocument/references", at.formatted(NotebookMessages.cell(0), 0))
            .getAsJsonArray("result");
    assertThat(references).hasSize(1);
    assertThat(references.get(0).getAsJsonObject().get("uri").getAsString())
        .isEqualTo(NotebookMessages.cell(1));
  }

  @Test
  void endsInOrderWithZeroAndOtherwiseWithOne() throws IOException {
    assertThat(client.end()).isZero();
    try (TestClient other = new TestClient()) {
      other.initialize("{}", "{}");
      assertThat(other.vanish()).isEqualTo(1);
    }
  }

  private List<String> edges() {
    JsonObject graph =
        client
            .ask("freshet/graph", "{'uri': '" + NotebookMessages.NOTEBOOK + "'}")
            .getAsJsonObject("result");
    JsonArray edges = graph.getAsJsonArray("edges");
    List<String> found = new ArrayList<>();
    for (var edge : edges) {
      JsonObject e = edge.getAsJsonObject();
      found.add(
          e.get("from").getAsInt()
              + ">"
              + e.get("to").getAsInt()
              + " "
              + e.get("name").getAsString());
    }
    return found;
  }
}
