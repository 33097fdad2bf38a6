package dev.freshet.server.lsp.protocol;

import dev.freshet.analyzer.graph.Reason;
import org.jspecify.annotations.Nullable;

/** Why a cell is stale or would run; {@code cell} is an index. */
public record ReasonResult(
    String kind, @Nullable String name, @Nullable Integer cell, String message) {
  public static ReasonResult of(Reason reason) {
    return new ReasonResult(
        reason.kind().label(),
        reason.name().orElse(null),
        reason.cell().isPresent() ? reason.cell().getAsInt() : null,
        reason.message());
  }
}
