package dev.freshet.server.lsp.protocol;

import org.eclipse.lsp4j.jsonrpc.services.JsonNotification;
import org.eclipse.lsp4j.services.LanguageClient;

/**
 * What the server may send: LSP, and the {@code freshet/*} notifications that a client asked for.
 */
public interface FreshetClient extends LanguageClient {
  @JsonNotification("freshet/cellStatus")
  void cellStatus(CellStatusParams params);

  @JsonNotification("freshet/output")
  void output(OutputParams params);

  @JsonNotification("freshet/runFinished")
  void runFinished(RunFinishedParams params);

  @JsonNotification("freshet/inputRequest")
  void inputRequest(InputRequestParams params);
}
