package dev.freshet.server.lsp;

import dev.freshet.server.lsp.protocol.FreshetClient;
import dev.freshet.server.lsp.protocol.FreshetRequests;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.InitializeResult;
import org.eclipse.lsp4j.InitializedParams;
import org.eclipse.lsp4j.ServerInfo;
import org.eclipse.lsp4j.SetTraceParams;
import org.eclipse.lsp4j.WorkDoneProgressCancelParams;
import org.eclipse.lsp4j.jsonrpc.services.JsonDelegate;
import org.eclipse.lsp4j.services.LanguageServer;
import org.eclipse.lsp4j.services.NotebookDocumentService;
import org.eclipse.lsp4j.services.TextDocumentService;
import org.eclipse.lsp4j.services.WorkspaceService;
import org.jspecify.annotations.Nullable;

/** The server as LSP4J sees it: life cycle here, everything else in its own class. */
public final class FreshetServer implements LanguageServer, AutoCloseable {
  private final MainLoop loop = new MainLoop();
  private final Sessions sessions = new Sessions(loop);
  private final TextRequests text = new TextRequests(loop, sessions);
  private final NotebookSync notebooks = new NotebookSync(loop, sessions);
  private final WorkspaceRequests workspace = new WorkspaceRequests(loop, sessions);
  private final CustomRequests custom = new CustomRequests(loop, sessions);
  private volatile boolean shutDown;
  private volatile Runnable exit = () -> {};
  private volatile @Nullable ParentWatch parent;

  void connect(FreshetClient client) {
    loop.post("connect", () -> sessions.connect(client));
  }

  void onExit(Runnable action) {
    exit = action;
  }

  boolean isShutDown() {
    return shutDown;
  }

  @Override
  public CompletableFuture<InitializeResult> initialize(InitializeParams params) {
    if (params.getProcessId() != null && params.getProcessId() > 0) {
      parent = ParentWatch.start(params.getProcessId(), () -> exit.run());
    }
    ClientProfile profile = ClientProfile.of(params);
    return loop.ask(
        "initialize",
        () -> {
          sessions.initialize(profile);
          return new InitializeResult(
              Capabilities.of(profile), new ServerInfo("freshet", ServerVersion.text()));
        });
  }

  @Override
  public void initialized(InitializedParams params) {}

  @Override
  public CompletableFuture<Object> shutdown() {
    shutDown = true;
    return loop.ask(
        "shutdown",
        () -> {
          sessions.closeAll();
          return new Object();
        });
  }

  @Override
  public void exit() {
    exit.run();
  }

  @Override
  public void cancelProgress(WorkDoneProgressCancelParams params) {
    loop.post(
        "window/workDoneProgress/cancel",
        () -> sessions.all().forEach(session -> session.cancel(params.getToken())));
  }

  @Override
  public void setTrace(SetTraceParams params) {}

  @Override
  public NotebookDocumentService getNotebookDocumentService() {
    return notebooks;
  }

  @Override
  public TextDocumentService getTextDocumentService() {
    return text;
  }

  @Override
  public WorkspaceService getWorkspaceService() {
    return workspace;
  }

  /** The requests under {@code freshet/}. */
  @JsonDelegate
  public FreshetRequests getFreshetRequests() {
    return custom;
  }

  @Override
  public void close() {
    ParentWatch watch = parent;
    if (watch != null) {
      watch.close();
    }
    loop.finish("close", sessions::closeAll);
  }
}
