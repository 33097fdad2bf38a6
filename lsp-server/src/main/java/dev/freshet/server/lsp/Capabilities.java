package dev.freshet.server.lsp;

import dev.freshet.server.lsp.handlers.CommandNames;
import java.util.List;
import java.util.Map;
import org.eclipse.lsp4j.CodeActionKind;
import org.eclipse.lsp4j.CodeActionOptions;
import org.eclipse.lsp4j.CodeLensOptions;
import org.eclipse.lsp4j.ExecuteCommandOptions;
import org.eclipse.lsp4j.NotebookDocumentFilter;
import org.eclipse.lsp4j.NotebookDocumentSyncRegistrationOptions;
import org.eclipse.lsp4j.NotebookSelector;
import org.eclipse.lsp4j.NotebookSelectorCell;
import org.eclipse.lsp4j.SaveOptions;
import org.eclipse.lsp4j.ServerCapabilities;
import org.eclipse.lsp4j.TextDocumentSyncKind;
import org.eclipse.lsp4j.TextDocumentSyncOptions;

/** What the server says it can do. */
final class Capabilities {
  static final List<String> MESSAGES =
      List.of(
          "freshet/cellStatus",
          "freshet/output",
          "freshet/runFinished",
          "freshet/inputRequest",
          "freshet/facts",
          "freshet/graph",
          "freshet/plan",
          "freshet/variables",
          "freshet/inputReply");

  private Capabilities() {}

  static ServerCapabilities of(ClientProfile client) {
    ServerCapabilities server = new ServerCapabilities();
    server.setPositionEncoding(client.unit().label());
    server.setTextDocumentSync(textSync());
    server.setNotebookDocumentSync(notebookSync());
    server.setHoverProvider(true);
    server.setDefinitionProvider(true);
    server.setReferencesProvider(true);
    server.setDocumentSymbolProvider(true);
    server.setInlayHintProvider(true);
    server.setCodeLensProvider(new CodeLensOptions(false));
    server.setCodeActionProvider(
        new CodeActionOptions(List.of(CodeActionKind.QuickFix, CodeActionKind.Source)));
    ExecuteCommandOptions commands = new ExecuteCommandOptions(CommandNames.ALL);
    commands.setWorkDoneProgress(true);
    server.setExecuteCommandProvider(commands);
    server.setExperimental(Map.of("freshet", Map.of("version", 1, "messages", MESSAGES)));
    return server;
  }

  private static TextDocumentSyncOptions textSync() {
    TextDocumentSyncOptions sync = new TextDocumentSyncOptions();
    sync.setOpenClose(true);
    sync.setChange(TextDocumentSyncKind.Incremental);
    sync.setSave(new SaveOptions(false));
    return sync;
  }

  // Markdown cells too: the indices that clients send count the cells that they were asked for.
  private static NotebookDocumentSyncRegistrationOptions notebookSync() {
    NotebookDocumentFilter filter = new NotebookDocumentFilter();
    filter.setNotebookType("jupyter-notebook");
    NotebookSelector selector = new NotebookSelector();
    selector.setNotebook(filter);
    selector.setCells(
        List.of(new NotebookSelectorCell("python"), new NotebookSelectorCell("markdown")));
    NotebookDocumentSyncRegistrationOptions sync =
        new NotebookDocumentSyncRegistrationOptions(List.of(selector));
    sync.setSave(true);
    return sync;
  }
}
