package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All that is wanted at present, of one request or several.
 *
 * @param wishes requests that are not finished
 * @param targets by request, what it waits for
 * @param forced cells that must still be executed although their result is known
 * @param verdicts what became of the cells so far
 */
public record ActiveRun(
    Map<String, Wish> wishes,
    Map<String, Set<CellId>> targets,
    Set<CellId> forced,
    Map<CellId, Verdict> verdicts,
    Map<CellId, Integer> attempts,
    Map<CellId, List<Reason>> reasons,
    List<RunSummary.Misprediction> mispredictions,
    boolean interrupted) {
  public static final ActiveRun NONE =
      new ActiveRun(Map.of(), Map.of(), Set.of(), Map.of(), Map.of(), Map.of(), List.of(), false);

  public ActiveRun {
    wishes = Map.copyOf(wishes);
    targets = Map.copyOf(targets);
    forced = Set.copyOf(forced);
    verdicts = Map.copyOf(verdicts);
    attempts = Map.copyOf(attempts);
    reasons = Map.copyOf(reasons);
    mispredictions = List.copyOf(mispredictions);
  }
}
