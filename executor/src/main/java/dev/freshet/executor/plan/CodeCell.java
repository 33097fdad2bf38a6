package dev.freshet.executor.plan;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import org.jspecify.annotations.Nullable;

/**
 * A code cell that is not blank, with all that is known of it from text.
 *
 * @param index its position in the notebook, Markdown cells counted
 * @param executionCount its ordinal among such cells, from 1
 * @param digest hash of its code
 * @param problem why Python would refuse its text
 */
public record CodeCell(
    Cell cell,
    int index,
    int executionCount,
    String digest,
    CellEffects effects,
    @Nullable String problem) {
  public CellId id() {
    return cell.id();
  }

  public boolean runnable() {
    return effects.runnable() && problem == null;
  }

  public boolean frozen() {
    return cell.hasTag("frozen");
  }

  public boolean raises() {
    return cell.hasTag("raises-exception");
  }
}
