package dev.freshet.executor;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.session.CellStatus;
import java.util.List;
import java.util.Optional;

/** The status of all code cells that are not blank, in order, at one moment. */
public record SessionSnapshot(List<CellStatus> cells, boolean running) {
  public SessionSnapshot {
    cells = List.copyOf(cells);
  }

  public Optional<CellStatus> cell(CellId id) {
    return cells.stream().filter(c -> c.id().equals(id)).findFirst();
  }
}
