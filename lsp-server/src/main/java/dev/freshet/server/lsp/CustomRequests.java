package dev.freshet.server.lsp;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.freshet.server.json.CheckDocument;
import dev.freshet.server.json.Documents;
import dev.freshet.server.json.GraphDocument;
import dev.freshet.server.lsp.handlers.View;
import dev.freshet.server.lsp.protocol.FreshetRequests;
import dev.freshet.server.lsp.protocol.NotebookParams;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Answers the requests under {@code freshet/}. */
final class CustomRequests implements FreshetRequests {
  private final MainLoop loop;
  private final Sessions sessions;

  CustomRequests(MainLoop loop, Sessions sessions) {
    this.loop = loop;
    this.sessions = sessions;
  }

  @Override
  public CompletableFuture<JsonElement> facts(NotebookParams params) {
    return loop.ask(
        "freshet/facts",
        () -> {
          View view = sessions.get(params.uri()).view();
          return json(
              CheckDocument.of(
                  List.of(
                      CheckDocument.Entry.of(
                          view.open().uri(),
                          view.analysis(),
                          view.analysis().diagnostics(),
                          i -> 1))));
        });
  }

  @Override
  public CompletableFuture<JsonElement> graph(NotebookParams params) {
    return loop.ask(
        "freshet/graph",
        () -> json(GraphDocument.of(sessions.get(params.uri()).view().analysis())));
  }

  private static JsonElement json(Object document) {
    return JsonParser.parseString(Documents.compact(document));
  }
}
