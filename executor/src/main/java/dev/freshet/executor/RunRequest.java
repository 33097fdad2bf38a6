package dev.freshet.executor;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Wanted;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the user wants run.
 *
 * @param cells the chosen ones, for CELLS and AFFECTED
 * @param rerun run the chosen cells even when their results are known
 * @param parameters JSON texts by name, assigned after the cell tagged {@code parameters}
 * @param timeout per cell
 * @param rerunImpure run again what depends on the clock, on chance or on the world outside
 */
public record RunRequest(
    Wanted scope,
    Set<CellId> cells,
    boolean rerun,
    Map<String, String> parameters,
    boolean allowErrors,
    Optional<Duration> timeout,
    boolean rerunImpure) {
  public RunRequest {
    cells = Set.copyOf(cells);
    parameters = Map.copyOf(parameters);
  }

  /** Known results of impure cells are shown again. */
  public RunRequest(
      Wanted scope,
      Set<CellId> cells,
      boolean rerun,
      Map<String, String> parameters,
      boolean allowErrors,
      Optional<Duration> timeout) {
    this(scope, cells, rerun, parameters, allowErrors, timeout, false);
  }

  public RunRequest withImpureRerun() {
    return new RunRequest(scope, cells, rerun, parameters, allowErrors, timeout, true);
  }

  /** Everything that is not current. */
  public static RunRequest all() {
    return new RunRequest(Wanted.ALL, Set.of(), false, Map.of(), false, Optional.empty());
  }

  public static RunRequest of(Wanted scope, Set<CellId> cells) {
    return new RunRequest(scope, cells, false, Map.of(), false, Optional.empty());
  }
}
