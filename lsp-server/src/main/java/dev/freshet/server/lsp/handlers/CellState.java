package dev.freshet.server.lsp.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.graph.Reason;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a cell stands, as an editor needs it.
 *
 * @param validity {@code neverRun}, {@code current}, {@code stale}, {@code failed} or {@code
 *     aborted}
 * @param activity {@code idle}, {@code queued} or {@code running}
 * @param runId the run that it takes or took part in last
 * @param outputs nbformat output objects of the last run
 */
public record CellState(
    String validity,
    String activity,
    List<Reason> reasons,
    OptionalDouble durationMs,
    OptionalInt executionOrder,
    boolean restored,
    Optional<String> runId,
    List<JsonNode> outputs) {
  public static final CellState UNKNOWN =
      new CellState(
          "neverRun",
          "idle",
          List.of(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          false,
          Optional.empty(),
          List.of());

  public CellState {
    reasons = List.copyOf(reasons);
    outputs = List.copyOf(outputs);
  }

  public boolean isStale() {
    return validity.equals("stale");
  }

  public boolean isActive() {
    return !activity.equals("idle");
  }
}
