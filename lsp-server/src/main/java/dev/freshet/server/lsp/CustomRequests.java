package dev.freshet.server.lsp;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.server.json.CheckDocument;
import dev.freshet.server.json.Documents;
import dev.freshet.server.json.GraphDocument;
import dev.freshet.server.lsp.handlers.Plans;
import dev.freshet.server.lsp.handlers.Targets;
import dev.freshet.server.lsp.handlers.Variables;
import dev.freshet.server.lsp.handlers.View;
import dev.freshet.server.lsp.protocol.FreshetRequests;
import dev.freshet.server.lsp.protocol.InputReplyParams;
import dev.freshet.server.lsp.protocol.NotebookParams;
import dev.freshet.server.lsp.protocol.PlanParams;
import dev.freshet.server.lsp.protocol.PlanResult;
import dev.freshet.server.lsp.protocol.VariablesResult;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

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
                          view.open().uri(), view.analysis(), view.findings(), i -> 1))));
        });
  }

  @Override
  public CompletableFuture<JsonElement> graph(NotebookParams params) {
    return loop.ask(
        "freshet/graph",
        () -> json(GraphDocument.of(sessions.get(params.uri()).view().analysis())));
  }

  @Override
  public CompletableFuture<PlanResult> plan(PlanParams params) {
    return loop.ask(
        "freshet/plan",
        () -> {
          View view = sessions.get(params.uri()).view();
          JsonObject target = new JsonObject();
          target.addProperty("uri", params.uri());
          JsonArray uris = new JsonArray();
          Objects.requireNonNullElse(params.cells(), List.<String>of()).forEach(uris::add);
          target.add("uris", uris);
          return Plans.of(view, Targets.cells(view, target));
        });
  }

  @Override
  public CompletableFuture<VariablesResult> variables(NotebookParams params) {
    return loop.ask("freshet/variables", () -> Variables.of(sessions.get(params.uri()).view()));
  }

  @Override
  public CompletableFuture<@Nullable Object> inputReply(InputReplyParams params) {
    return loop.ask(
        "freshet/inputReply",
        () -> {
          sessions.get(params.uri()).reply(new CellId(params.cellId()), params.text());
          return null;
        });
  }

  private static JsonElement json(Object document) {
    return JsonParser.parseString(Documents.compact(document));
  }
}
