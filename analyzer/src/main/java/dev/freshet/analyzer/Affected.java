package dev.freshet.analyzer;

import dev.freshet.analyzer.graph.FlowDifference;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.Cell;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/** Which cells a change of the text affects. */
public final class Affected {
  private Affected() {}

  /**
   * Compares two versions of a notebook. A cell is affected when its own code changed, or when
   * anything it reads may differ: other writers, or a writer that is itself affected. Statements
   * are compared one by one and known again wherever they stand, so that an edit that leaves a
   * definition alone leaves its readers alone, and so does splitting, joining or moving cells. An
   * unchanged notebook affects nothing.
   *
   * @return one entry per code cell of the new notebook, in order
   */
  public static List<AffectedCell> between(Analysis before, Analysis after) {
    return between(before, after, index -> false);
  }

  /**
   * The same, with what an earlier run showed.
   *
   * @param quiet whether a cell of the old notebook is known to put nothing out
   */
  public static List<AffectedCell> between(Analysis before, Analysis after, IntPredicate quiet) {
    CellPairs pairs = CellPairs.of(before, after);
    Set<String> modules = changedModules(before.moduleTexts(), after.moduleTexts());
    FlowDifference difference =
        FlowDifference.between(before.flow(), after.flow(), pairs::oldOf, modules);
    OwnChange own = new OwnChange(before, after, pairs, difference.matching(), quiet);
    List<AffectedCell> cells = new ArrayList<>();
    for (int i = 0; i < after.notebook().cells().size(); i++) {
      Cell cell = after.notebook().cell(i);
      if (cell.isCode()) {
        List<Reason> reasons = own.of(i);
        reasons = reasons.isEmpty() ? difference.reasons(i) : reasons;
        cells.add(new AffectedCell(i, cell.id(), !reasons.isEmpty(), reasons));
      }
    }
    return List.copyOf(cells);
  }

  // A module that mentions a changed one counts as changed itself.
  private static Set<String> changedModules(Map<String, String> before, Map<String, String> after) {
    Set<String> changed = new TreeSet<>();
    Map<String, String> all = new HashMap<>(before);
    all.putAll(after);
    for (String name : all.keySet()) {
      if (!Objects.equals(before.get(name), after.get(name))) {
        changed.add(name);
      }
    }
    boolean more = !changed.isEmpty();
    while (more) {
      more = false;
      for (Map.Entry<String, String> module : all.entrySet()) {
        if (!changed.contains(module.getKey()) && mentions(module.getValue(), changed)) {
          more = changed.add(module.getKey());
        }
      }
    }
    return changed;
  }

  private static boolean mentions(String text, Set<String> modules) {
    return modules.stream()
        .anyMatch(name -> text.contains(name.substring(name.lastIndexOf('.') + 1)));
  }
}
