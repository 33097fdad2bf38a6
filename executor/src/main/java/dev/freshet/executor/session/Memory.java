package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Execution;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a notebook showed when it was last seen, so that a later session can tell at once how its
 * cells stand.
 *
 * @param environment fingerprint of the interpreter that ran it
 * @param aborted cells that could not run
 */
public record Memory(Optional<String> environment, List<Cell> cells, Set<CellId> aborted) {
  public static final Memory NOTHING = new Memory(Optional.empty(), List.of(), Set.of());

  public Memory {
    cells = List.copyOf(cells);
    aborted = Set.copyOf(aborted);
  }

  /**
   * The execution that counted for a cell.
   *
   * @param failed the execution itself when it failed; all others are in the store
   */
  public record Cell(CellId id, String digest, String run, @Nullable Execution failed) {}
}
