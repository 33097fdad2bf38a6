package dev.freshet.server.lsp;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/** What concerns no single document: commands, and files that changed. */
final class WorkspaceRequests implements WorkspaceService {
  private final MainLoop loop;
  private final Sessions sessions;
  private final CommandRequests commands;

  WorkspaceRequests(MainLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
    this.commands = new CommandRequests(sessions);
  }

  @Override
  public CompletableFuture<@Nullable Object> executeCommand(ExecuteCommandParams params) {
    return loop.ask("workspace/executeCommand", () -> commands.perform(params));
  }

  @Override
  public void didChangeConfiguration(DidChangeConfigurationParams params) {}

  @Override
  public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
    loop.post(
        "workspace/didChangeWatchedFiles", () -> sessions.all().forEach(EditorSession::touch));
  }
}
