package dev.freshet.server.lsp.handlers;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.executor.plan.Activity;
import dev.freshet.executor.plan.Resident;
import dev.freshet.executor.plan.Surprise;
import dev.freshet.executor.plan.Validity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * How a cell stands, as an editor needs it.
 *
 * @param runId the run that it takes or took part in last
 * @param outputs nbformat output objects of the last run
 * @param impure what makes its result differ from run to run
 * @param residents what it left that stays in its worker
 * @param surprises effects that runs showed and its text does not
 */
public record CellState(
    Validity validity,
    Activity activity,
    List<Reason> reasons,
    OptionalDouble durationMs,
    OptionalInt executionOrder,
    boolean restored,
    Optional<String> runId,
    List<JsonNode> outputs,
    List<String> impure,
    List<Resident> residents,
    List<Surprise> surprises) {
  public static final CellState UNKNOWN =
      new CellState(
          Validity.NEVER_RUN,
          Activity.IDLE,
          List.of(),
          OptionalDouble.empty(),
          OptionalInt.empty(),
          false,
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          List.of());

  public CellState {
    reasons = List.copyOf(reasons);
    outputs = List.copyOf(outputs);
    impure = List.copyOf(impure);
    residents = List.copyOf(residents);
    surprises = List.copyOf(surprises);
  }

  public boolean isStale() {
    return validity == Validity.STALE;
  }

  public boolean isActive() {
    return activity != Activity.IDLE;
  }

  /** {@code neverRun}, {@code current}, {@code stale}, {@code failed} or {@code aborted}. */
  public String validityLabel() {
    return validity == Validity.NEVER_RUN ? "neverRun" : validity.name().toLowerCase(Locale.ROOT);
  }

  /** {@code idle}, {@code queued} or {@code running}. */
  public String activityLabel() {
    return activity.name().toLowerCase(Locale.ROOT);
  }
}
