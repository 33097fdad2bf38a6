package dev.freshet.server.lsp;

import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.services.WorkspaceService;

/** What concerns no single document: commands, and files that changed. */
final class WorkspaceRequests implements WorkspaceService {
  private final MainLoop loop;
  private final Sessions sessions;

  WorkspaceRequests(MainLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {}

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    loop.post(
        "workspace/didChangeWatchedFiles", () -> sessions.all().forEach(EditorSession::touch));
  }
}
