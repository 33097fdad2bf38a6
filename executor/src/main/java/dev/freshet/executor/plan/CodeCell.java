package dev.freshet.executor.plan;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;

/**
 * A code cell that is not blank, with all that is known of it from text.
 *
 * @param index its position in the notebook, Markdown cells counted
 * @param executionCount its ordinal among such cells, from 1
 * @param digest hash of its code
 */
public record CodeCell(
    Cell cell, int index, int executionCount, String digest, CellEffects effects) {
  public CellId id() {
    return cell.id();
  }

  /**
   * False where the text is no Python that this version knows. IPython may see more in it all the
   * same: a magic without its sign, an alias, syntax that earlier cells taught it.
   */
  public boolean parsed() {
    return effects.runnable();
  }

  public boolean frozen() {
    return cell.hasTag("frozen");
  }

  public boolean raises() {
    return cell.hasTag("raises-exception");
  }
}
