package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Wanted;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the user asked to run.
 *
 * @param id names the request in its report
 * @param chosen the cells asked for by name
 * @param timeoutMs per cell
 * @param rerunImpure known results that differ from run to run do not count
 */
public record Wish(
    String id,
    Wanted wanted,
    Set<CellId> chosen,
    boolean rerun,
    boolean allowErrors,
    OptionalLong timeoutMs,
    boolean rerunImpure) {
  public Wish {
    chosen = Set.copyOf(chosen);
  }
}
