package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Activity;
import dev.freshet.executor.plan.Resident;
import dev.freshet.executor.plan.Surprise;
import dev.freshet.executor.plan.Validity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cell's status as everyone may see it.
 *
 * @param durationMs of the execution that counts, null when it never ran
 * @param restored its result came from the store
 * @param run id of the execution that counts or is under way
 * @param impure what makes its result differ from run to run
 * @param residents what it left that stays in its worker
 * @param surprises effects of its code that its text does not show
 */
public record CellStatus(
    CellId id,
    int index,
    Validity validity,
    Activity activity,
    List<Reason> reasons,
    @Nullable Double durationMs,
    int executionCount,
    boolean restored,
    @Nullable String run,
    List<String> impure,
    List<Resident> residents,
    List<Surprise> surprises) {
  public CellStatus {
    reasons = List.copyOf(reasons);
    impure = List.copyOf(impure);
    residents = List.copyOf(residents);
    surprises = List.copyOf(surprises);
  }
}
