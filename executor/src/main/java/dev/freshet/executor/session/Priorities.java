package dev.freshet.executor.session;

import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order cells are looked at that could start: those first on which most time depends (the
 * critical path, from how long their code took before; list scheduling by bottom levels). One at a
 * time nothing is gained by another order than the notebook's, and what no text shows comes true.
 */
final class Priorities {
  /** Of code that never ran, in milliseconds. */
  private static final double UNKNOWN = 100;

  private final Draft d;

  Priorities(Draft draft) {
    this.d = draft;
  }

  List<CodeCell> unsettled() {
    List<CodeCell> cells = new ArrayList<>();
    d.program.cells().stream().filter(c -> d.unsettled(c.id())).forEach(cells::add);
    if (cells.size() > 2 && d.settings.jobs() > 1) {
      Map<Integer, Double> levels = levels(cells);
      cells.sort(
          Comparator.comparing((CodeCell c) -> -levels.getOrDefault(c.index(), 0.0))
              .thenComparing(CodeCell::index));
    }
    return cells;
  }

  /** The time from each cell's start to the end of all that waits for it, by index. */
  private Map<Integer, Double> levels(List<CodeCell> cells) {
    Map<Integer, Double> below = new HashMap<>();
    Map<Integer, Double> levels = new HashMap<>();
    for (int i = cells.size() - 1; i >= 0; i--) {
      CodeCell cell = cells.get(i);
      double level = expected(cell) + below.getOrDefault(cell.index(), 0.0);
      levels.put(cell.index(), level);
      d.dependencies.before(cell.index()).forEach(b -> below.merge(b, level, Math::max));
    }
    return levels;
  }

  private double expected(CodeCell cell) {
    Execution last = d.results.get(cell.id());
    if (last != null && last.ok()) {
      return last.durationMs();
    }
    return d.traces.getOrDefault(cell.digest(), List.of()).stream()
        .mapToDouble(Execution::durationMs)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
