package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.scope.Group;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Seeing to it that values which a cell needs are there. */
final class Values {
  private final Draft d;

  Values(Draft draft) {
    this.d = draft;
  }

  /** Whether all groups can be loaded now; sets in motion what is missing for it. */
  boolean ready(List<Group> groups) {
    boolean ready = true;
    for (Group group : groups) {
      Group present = d.groups.getOrDefault(group.id(), group);
      if (!d.available(present)) {
        makeAgain(present);
        ready = false;
      } else if (present.segment() != null && !d.verified.contains(present.id())) {
        d.askOnce("group " + present.id(), new Effect.Verify(present));
        ready = false;
      }
    }
    return ready;
  }

  /** A value that was not kept, or a resident whose worker is gone, is made by its cell again. */
  private void makeAgain(Group group) {
    Optional<CodeCell> producer =
        d.program.cells().stream().filter(c -> made(c.id(), group)).findFirst();
    if (producer.isEmpty() || d.attemptOf(producer.get().id()).isPresent()) {
      return;
    }
    CellId id = producer.get().id();
    if (!d.wanted(id)) {
      new Requests(d).extend(id);
    }
    d.again |= d.forced.add(id);
    d.verdicts.remove(id);
    d.reasons.putIfAbsent(
        id,
        List.of(Reason.of(Reason.Kind.UNKEPT, "its value was not kept and a later cell needs it")));
  }

  private boolean made(CellId id, Group group) {
    Execution last = d.results.get(id);
    return last != null && last.groups().stream().anyMatch(g -> g.id().equals(group.id()));
  }

  /**
   * Residents of several workers that one cell reads must be made together: their workers end, and
   * the cells that made them share one from now on.
   */
  void gather(Set<Worker> homes) {
    for (Worker home : homes) {
      for (CodeCell cell : d.program.cells()) {
        Execution last = d.results.get(cell.id());
        if (last != null && last.resident() && home.ran().contains(last.run())) {
          d.together.add(cell.id());
        }
      }
      d.attempts.values().stream()
          .filter(a -> a.worker().equals(home.name()))
          .findFirst()
          .ifPresentOrElse(new Withdrawals(d)::forget, () -> d.kill(home.name()));
    }
  }
}
