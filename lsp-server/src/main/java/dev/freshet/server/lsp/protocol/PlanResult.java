package dev.freshet.server.lsp.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do.
 *
 * @param cells those that would run, in notebook order
 * @param waves indices of cells that could run at the same time, in order
 */
public record PlanResult(List<PlannedCell> cells, List<List<Integer>> waves) {
  /**
   * A cell that would run.
   *
   * @param lastMs how long it took last time
   */
  public record PlannedCell(
      int index, String cellId, List<ReasonResult> reasons, @Nullable Double lastMs) {
    public PlannedCell {
      reasons = List.copyOf(reasons);
    }
  }

  public PlanResult {
    cells = List.copyOf(cells);
    waves = List.copyOf(waves);
  }
}
