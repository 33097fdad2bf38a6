package dev.freshet.executor.plan;

import dev.freshet.analyzer.notebook.CellId;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Which cells a request touches. Those that turn out to be current are left alone when their turn
 * comes.
 *
 * @param targets all cells whose result the request needs
 * @param forced those that run even when their result is known
 */
public record RunPlan(Set<CellId> targets, Set<CellId> forced) {
  public RunPlan {
    targets = Set.copyOf(targets);
    forced = Set.copyOf(forced);
  }

  public static RunPlan of(
      Program program,
      Dependencies dependencies,
      Wanted wanted,
      Set<CellId> chosen,
      boolean rerun) {
    Set<CellId> targets = new LinkedHashSet<>();
    if (wanted == Wanted.ALL || wanted == Wanted.STALE) {
      program.cells().forEach(c -> targets.add(c.id()));
    } else {
      Set<CellId> down = wanted == Wanted.CELLS ? chosen : dependencies.withDescendants(chosen);
      targets.addAll(dependencies.withAncestors(down));
    }
    Set<CellId> forced = new LinkedHashSet<>();
    if (rerun) {
      forced.addAll(chosen.isEmpty() ? targets : chosen);
      forced.retainAll(targets);
    }
    return new RunPlan(targets, forced);
  }
}
