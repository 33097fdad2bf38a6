package dev.freshet.server.lsp;

import dev.freshet.server.lsp.docs.SyncedNotebook;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.DidChangeNotebookDocumentParams;
import org.eclipse.lsp4j.DidCloseNotebookDocumentParams;
import org.eclipse.lsp4j.DidOpenNotebookDocumentParams;
import org.eclipse.lsp4j.DidSaveNotebookDocumentParams;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.services.NotebookDocumentService;

/** Follows notebooks whose cells are documents: {@code notebookDocument/*}. */
final class NotebookSync implements NotebookDocumentService {
  private static final Logger LOG = Logger.getLogger(NotebookSync.class.getName());

  private final MainLoop loop;
  private final Sessions sessions;

  NotebookSync(MainLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  @Override
  public void didOpen(DidOpenNotebookDocumentParams params) {
    loop.post(
        "notebookDocument/didOpen",
        () ->
            sessions.open(
                SyncedNotebook.open(
                    params.getNotebookDocument().getUri(),
                    params.getNotebookDocument().getCells(),
                    params.getCellTextDocuments(),
                    sessions.profile().unit())));
  }

  @Override
  public void didChange(DidChangeNotebookDocumentParams params) {
    loop.post("notebookDocument/didChange", () -> change(params));
  }

  private void change(DidChangeNotebookDocumentParams params) {
    String uri = params.getNotebookDocument().getUri();
    EditorSession session = sessions.find(uri).orElse(null);
    if (session == null || !(session.notebook() instanceof SyncedNotebook notebook)) {
      LOG.log(Level.WARNING, "a change of {0}, which is not open as a notebook", uri);
      return;
    }
    try {
      SyncedNotebook changed = notebook.apply(params.getChange());
      if (changed != notebook) {
        sessions.update(session, changed);
      }
    } catch (IllegalArgumentException outOfStep) {
      LOG.log(Level.WARNING, uri + " is out of step", outOfStep);
      sessions
          .client()
          .showMessage(
              new MessageParams(
                  MessageType.Warning,
                  "Freshet and the editor differ about the cells of this notebook;"
                      + " close it and open it again."));
    }
  }

  @Override
  public void didSave(DidSaveNotebookDocumentParams params) {
    loop.post(
        "notebookDocument/didSave",
        () -> sessions.find(params.getNotebookDocument().getUri()).ifPresent(EditorSession::touch));
  }

  @Override
  public void didClose(DidCloseNotebookDocumentParams params) {
    loop.post(
        "notebookDocument/didClose", () -> sessions.close(params.getNotebookDocument().getUri()));
  }
}
