package dev.freshet.server.lsp;

import dev.freshet.server.lsp.docs.OpenNotebook;
import dev.freshet.server.lsp.protocol.FreshetClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.InitializeParams;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** The open notebooks. Only the main loop's thread may use it. */
final class Sessions {
  private final MainLoop loop;
  private final Map<String, EditorSession> byNotebook = new LinkedHashMap<>();
  private final Map<String, String> notebookOf = new HashMap<>();
  private final List<CompletableFuture<Void>> ending = new ArrayList<>();
  private ClientProfile profile = ClientProfile.of(new InitializeParams());
  private @Nullable FreshetClient client;

  Sessions(MainLoop loop) {
    this.loop = loop;
  }

  void connect(FreshetClient newClient) {
    client = newClient;
  }

  void initialize(ClientProfile newProfile) {
    profile = newProfile;
  }

  ClientProfile profile() {
    return profile;
  }

  FreshetClient client() {
    if (client == null) {
      throw new IllegalStateException("no client is connected");
    }
    return client;
  }

  /** A notebook that was opened; one with the same URI is replaced. */
  void open(OpenNotebook notebook) {
    EditorSession session = byNotebook.get(notebook.uri());
    if (session == null) {
      session = new EditorSession(loop, client(), profile, notebook);
      byNotebook.put(notebook.uri(), session);
    }
    update(session, notebook);
  }

  void update(EditorSession session, OpenNotebook notebook) {
    notebookOf.values().removeIf(notebook.uri()::equals);
    notebook.documents().forEach(document -> notebookOf.put(document, notebook.uri()));
    session.edit(notebook);
  }

  void close(String uri) {
    EditorSession session = byNotebook.remove(uri);
    if (session != null) {
      notebookOf.values().removeIf(uri::equals);
      ending.removeIf(CompletableFuture::isDone);
      ending.add(session.close());
    }
  }

  /** Returns when all interpreters are gone, those of notebooks that were closed before too. */
  void closeAll() {
    List.copyOf(byNotebook.keySet()).forEach(this::close);
    CompletableFuture.allOf(ending.toArray(CompletableFuture[]::new)).join();
  }

  /** The notebook itself, or the one that has a document of this URI. */
  Optional<EditorSession> find(String uri) {
    return Optional.ofNullable(byNotebook.get(notebookOf.getOrDefault(uri, uri)));
  }

  /** As {@link #find}; the client is told when there is none. */
  EditorSession get(String uri) {
    return find(uri)
        .orElseThrow(
            () ->
                new ResponseErrorException(
                    new ResponseError(
                        ResponseErrorCode.InvalidParams, uri + " is not open here", null)));
  }

  List<EditorSession> all() {
    return List.copyOf(byNotebook.values());
  }
}
