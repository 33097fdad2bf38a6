package dev.freshet.server.json;

import dev.freshet.analyzer.graph.Reason;
import org.jspecify.annotations.Nullable;

/** Why a cell is affected; {@code cell} is the index of the cell that is to blame. */
public record ReasonEntry(
    String kind, @Nullable String name, @Nullable Integer cell, String message) {
  public static ReasonEntry of(Reason reason) {
    return new ReasonEntry(
        reason.kind().label(),
        reason.name().orElse(null),
        reason.cell().isPresent() ? reason.cell().getAsInt() : null,
        reason.message());
  }
}
