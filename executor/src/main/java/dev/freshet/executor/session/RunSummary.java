package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Surprise;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What became of a request.
 *
 * @param fault why nothing more could be run, null when all went its way
 */
public record RunSummary(
    String request,
    List<CellSummary> cells,
    List<Misprediction> mispredictions,
    boolean interrupted,
    @Nullable String fault) {

  /**
   * A cell that had consumed what an earlier cell then changed.
   *
   * @param worker where it was withdrawn from
   * @param start of the execution that does not count, on the monitor's clock
   */
  public record Misprediction(
      int cell, String name, int writer, String worker, double start, double end) {}

  /**
   * An earlier cell that had to be done first.
   *
   * @param name what it may give, null where only the order matters
   */
  public record Wait(int cell, @Nullable String name) {}

  /**
   * What became of one cell.
   *
   * @param execution the result that counts, null when there is none
   * @param readsFrom the index of the writer of each name it read
   * @param predictedReads names the plan knew it reads
   * @param predictedMutates names the plan knew it changes
   * @param surprises effects of its code that its text does not show
   * @param waits what it had to wait for, as the plan saw it
   */
  public record CellSummary(
      CellId id,
      int index,
      Verdict verdict,
      List<Reason> reasons,
      int attempts,
      @Nullable Execution execution,
      Map<String, Integer> readsFrom,
      Set<String> predictedReads,
      Set<String> predictedMutates,
      List<Surprise> surprises,
      List<Wait> waits) {}
}
