package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Staleness;
import dev.freshet.executor.plan.World;
import java.util.List;
import java.util.Optional;

/** Why a cell without a result in this session runs: what is different since an earlier session. */
final class Past {
  private final Draft d;

  Past(Draft draft) {
    this.d = draft;
  }

  /** {@code known} are the executions in the store of cells with this text. */
  List<Reason> reasons(CodeCell cell, List<Execution> known, World world) {
    Optional<Memory.Cell> before = before(cell);
    if (before.isEmpty()) {
      return List.of(Reason.of(Reason.Kind.INSERTED, "it has not run yet"));
    }
    if (!before.get().digest().equals(cell.digest())) {
      return List.of(Reason.of(Reason.Kind.EDITED, "the cell was edited"));
    }
    Execution failed = before.get().failed();
    Optional<Execution> last =
        failed != null
            ? Optional.of(failed)
            : known.stream().filter(e -> e.run().equals(before.get().run())).findFirst();
    return last.map(e -> Staleness.reasons(cell, e, world))
        .orElse(List.of(Reason.of(Reason.Kind.UNKEPT, "its result is not kept any more")));
  }

  /** The cell of the same id and text, else one of the same text, else the one of the same id. */
  private Optional<Memory.Cell> before(CodeCell cell) {
    List<Memory.Cell> named =
        d.past.cells().stream().filter(m -> m.id().equals(cell.id())).toList();
    return named.stream()
        .filter(m -> m.digest().equals(cell.digest()))
        .findFirst()
        .or(() -> moved(cell))
        .or(() -> named.stream().findFirst());
  }

  private Optional<Memory.Cell> moved(CodeCell cell) {
    return d.past.cells().stream()
        .filter(m -> m.digest().equals(cell.digest()))
        .filter(m -> d.program.find(m.id()).map(c -> !c.digest().equals(m.digest())).orElse(true))
        .findFirst();
  }
}
