package dev.freshet.server.lsp.protocol;

import com.google.gson.JsonElement;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;
import org.jspecify.annotations.Nullable;

/** What a client may ask beyond LSP. */
@JsonSegment("freshet")
public interface FreshetRequests {
  /** Facts and diagnostics of a notebook, as {@code freshet check --format json} prints them. */
  @JsonRequest
  CompletableFuture<JsonElement> facts(NotebookParams params);

  /** The dependency graph, as {@code freshet graph --format json} prints it. */
  @JsonRequest
  CompletableFuture<JsonElement> graph(NotebookParams params);

  /** What a run of chosen cells, or of the stale ones, would do. */
  @JsonRequest
  CompletableFuture<PlanResult> plan(PlanParams params);

  /** The variables at the end of the notebook. */
  @JsonRequest
  CompletableFuture<VariablesResult> variables(NotebookParams params);

  /** The answer to a {@code freshet/inputRequest}. */
  @JsonRequest
  CompletableFuture<@Nullable Object> inputReply(InputReplyParams params);
}
