package dev.freshet.executor.session;

import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.session.SessionState.RuntimePhase;
import dev.freshet.executor.session.Worker.Phase;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which worker serves a cell, and which workers there are. */
final class Pool {
  private final Draft d;

  Pool(Draft draft) {
    this.d = draft;
  }

  void startRuntime() {
    if (d.runtime == RuntimePhase.NONE) {
      d.runtime = RuntimePhase.STARTING;
      d.emit(new Effect.StartRuntime());
    }
  }

  /** A worker that may serve the cell now, if there is one. */
  Optional<Worker> choose(CodeCell cell, List<Group> needed) {
    Set<Worker> homes = new LinkedHashSet<>();
    needed.stream().filter(Group::isResident).forEach(g -> d.home(g).ifPresent(homes::add));
    if (homes.size() > 1) {
      new Values(d).gather(homes);
      return Optional.empty();
    }
    if (!homes.isEmpty()) {
      return atHome(cell, homes.iterator().next());
    }
    if (d.together.contains(cell.id())) {
      Optional<Worker> shared = sharedHome();
      if (shared.isPresent()) {
        return atHome(cell, shared.get());
      }
    }
    return d.workers.values().stream()
        .filter(w -> w.phase() == Phase.IDLE && (w.fresh() || reusable(w, cell.index())))
        .max(Comparator.comparing((Worker w) -> !w.fresh()).thenComparing(w -> held(w, needed)));
  }

  private Optional<Worker> sharedHome() {
    return d.workers.values().stream()
        .filter(
            w ->
                d.together.stream()
                    .map(d.results::get)
                    .anyMatch(e -> e != null && w.ran().contains(e.run())))
        .findFirst();
  }

  /**
   * A cell must go where its residents are. That the worker ran later cells does no harm unless
   * they left process state: names are wiped, and a resident that one of them changed is another
   * version.
   */
  private Optional<Worker> atHome(CodeCell cell, Worker home) {
    if (home.phase() == Phase.IDLE) {
      if (!home.tainted() || ranOnlyBefore(home, cell.index())) {
        return Optional.of(home);
      }
      d.kill(home.name());
      return Optional.empty();
    }
    new Needs(d).waitingOn(home.name(), cell.id()).ifPresent(new Withdrawals(d)::forget);
    return Optional.empty();
  }

  private static long held(Worker worker, List<Group> needed) {
    return needed.stream()
        .filter(g -> worker.holds().contains(g.id()))
        .mapToLong(g -> 1 + g.size())
        .sum();
  }

  private boolean reusable(Worker worker, int index) {
    return !worker.tainted() && !keepsResidents(worker) && ranOnlyBefore(worker, index);
  }

  private boolean keepsResidents(Worker worker) {
    return worker.holds().stream().map(d.groups::get).anyMatch(g -> g != null && g.isResident());
  }

  /** Whether all it ran lies before the index and still counts. */
  private boolean ranOnlyBefore(Worker worker, int index) {
    Set<String> counting = new LinkedHashSet<>();
    for (CodeCell cell : d.before(index)) {
      Execution last = d.results.get(cell.id());
      if (last != null && !d.unsettled(cell.id())) {
        counting.add(last.run());
      }
    }
    return counting.containsAll(worker.ran());
  }

  /** Forks what will be needed soon, ends what can serve nobody. */
  void tidy() {
    for (Worker worker : List.copyOf(d.workers.values())) {
      boolean useful =
          worker.phase() != Phase.IDLE
              || worker.fresh()
              || keepsResidents(worker)
              || worker.tainted()
              || ranOnlyBefore(worker, Integer.MAX_VALUE);
      if (!useful) {
        d.kill(worker.name());
      }
    }
    retireIdle();
    if (!d.wishes.isEmpty() && needsPython()) {
      startRuntime();
      forkSpares();
    }
  }

  private void retireIdle() {
    List<Worker> idle =
        d.workers.values().stream()
            .filter(w -> w.phase() == Phase.IDLE && !keepsResidents(w) && !w.tainted())
            .sorted(Comparator.comparing(Worker::fresh))
            .toList();
    for (int i = 2 * d.settings.jobs() + 2; i < idle.size(); i++) {
      d.kill(idle.get(i).name());
    }
  }

  private boolean needsPython() {
    return !d.tries.isEmpty() || d.runtime != RuntimePhase.NONE;
  }

  private void forkSpares() {
    if (d.runtime != RuntimePhase.READY) {
      return;
    }
    long unstarted =
        d.program.cells().stream()
            .filter(c -> d.unsettled(c.id()) && d.attemptOf(c.id()).isEmpty())
            .count();
    long spare = d.workers.values().stream().filter(Worker::fresh).count();
    for (long i = spare; i < Math.min(d.settings.jobs() + 1L, unstarted); i++) {
      String name = "w" + d.nextWorker++;
      d.workers.put(name, Worker.starting(name));
      d.emit(new Effect.Fork(name));
    }
  }
}
