package dev.freshet.server.lsp.protocol;

import com.google.gson.JsonElement;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.services.JsonRequest;
import org.eclipse.lsp4j.jsonrpc.services.JsonSegment;

/** What a client may ask beyond LSP. */
@JsonSegment("freshet")
public interface FreshetRequests {
  /** Facts and diagnostics of a notebook, as {@code freshet check --format json} prints them. */
  @JsonRequest
  CompletableFuture<JsonElement> facts(NotebookParams params);

  /** The dependency graph, as {@code freshet graph --format json} prints it. */
  @JsonRequest
  CompletableFuture<JsonElement> graph(NotebookParams params);
}
