package dev.freshet.analyzer;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import java.util.List;

/** Whether the result of a cell of the new notebook may differ from before, and why. */
public record AffectedCell(int index, CellId id, boolean affected, List<Reason> reasons) {
  public AffectedCell {
    reasons = List.copyOf(reasons);
  }
}
