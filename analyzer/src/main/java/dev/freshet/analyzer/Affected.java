package dev.freshet.analyzer;

import dev.freshet.analyzer.graph.FlowDifference;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which cells a change of the text affects. */
public final class Affected {
  private Affected() {}

  /**
   * Compares two versions of a notebook. A cell is affected when its own code changed, or when
   * anything it reads may differ: other writers, or a writer that is itself affected. Statements
   * are compared one by one, so that an edit that leaves a definition alone leaves its readers
   * alone. An unchanged notebook affects nothing.
   *
   * @return one entry per code cell of the new notebook, in order
   */
  public static List<AffectedCell> between(Analysis before, Analysis after) {
    FlowDifference difference =
        FlowDifference.between(
            before.flow(), ids(before.notebook()), after.flow(), ids(after.notebook()));
    Map<CellId, Integer> old = new HashMap<>();
    for (int i = 0; i < before.notebook().cells().size(); i++) {
      old.put(before.notebook().cell(i).id(), i);
    }
    List<AffectedCell> cells = new ArrayList<>();
    for (int i = 0; i < after.notebook().cells().size(); i++) {
      Cell cell = after.notebook().cell(i);
      if (cell.isCode()) {
        List<Reason> reasons = own(before, old.get(cell.id()), after, i);
        reasons = reasons.isEmpty() ? difference.reasons(i) : reasons;
        cells.add(new AffectedCell(i, cell.id(), !reasons.isEmpty(), reasons));
      }
    }
    return List.copyOf(cells);
  }

  private static List<Reason> own(
      Analysis before, @Nullable Integer old, Analysis after, int index) {
    if (old == null || !before.notebook().cell(old).isCode()) {
      return List.of(Reason.of(Reason.Kind.INSERTED, "this cell is new"));
    }
    return before.digest(old).equals(after.digest(index))
        ? List.of()
        : List.of(Reason.of(Reason.Kind.EDITED, "this cell was edited"));
  }

  private static List<CellId> ids(Notebook notebook) {
    return notebook.cells().stream().map(Cell::id).toList();
  }
}
