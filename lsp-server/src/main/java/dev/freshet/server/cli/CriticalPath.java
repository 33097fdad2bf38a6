package dev.freshet.server.cli;

import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.executor.RunReport.WaitReport;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The chain of executed cells, each waiting for the one before, that ended last in a run. */
final class CriticalPath {
  private final Map<Integer, CellReport> executed = new HashMap<>();

  private CriticalPath(List<CellReport> cells) {
    for (CellReport cell : cells) {
      if (cell.start() != null && cell.end() != null) {
        executed.put(cell.index(), cell);
      }
    }
  }

  /** Indices of its cells, first to last; empty when nothing was executed. */
  static List<Integer> of(List<CellReport> cells) {
    CriticalPath all = new CriticalPath(cells);
    List<Integer> path = new ArrayList<>();
    Optional<CellReport> at = all.executed.values().stream().max(Comparator.comparing(all::end));
    while (at.isPresent()) {
      path.add(0, at.get().index());
      at = all.lastAwaited(at.get());
    }
    return path;
  }

  private double end(CellReport cell) {
    return cell.end() == null ? 0 : cell.end();
  }

  private Optional<CellReport> lastAwaited(CellReport cell) {
    return cell.waits().stream()
        .map(WaitReport::cell)
        .filter(index -> index < cell.index())
        .flatMap(index -> Optional.ofNullable(executed.get(index)).stream())
        .max(Comparator.comparing(this::end));
  }
}
