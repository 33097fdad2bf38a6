package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Ambient;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Glances;
import dev.freshet.executor.plan.Mortals;
import dev.freshet.executor.plan.Prediction;
import dev.freshet.executor.plan.World;
import dev.freshet.executor.scope.AmbientState;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.ScopeAt;
import dev.freshet.executor.scope.Version;
import dev.freshet.executor.session.SessionEvent.Timer;
import dev.freshet.executor.session.SessionState.RuntimePhase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Starting a cell on a worker with the scope at its position. */
final class Starts {
  private final Draft d;

  Starts(Draft draft) {
    this.d = draft;
  }

  /** Whether as many cells compute as may at once. */
  boolean full() {
    return d.attempts.values().stream().filter(a -> a.waiting() == null).count()
        >= d.settings.jobs();
  }

  /** The attempt, unless something is missing that was set in motion or will come. */
  Optional<Attempt> start(CodeCell cell) {
    new Pool(d).startRuntime();
    if (d.runtime != RuntimePhase.READY || mustBeLast(cell) || awaitsCompanions(cell)) {
      return Optional.empty();
    }
    World world = d.world(cell.index(), false);
    Prediction prediction = d.dependencies.prediction(cell.index());
    Set<String> named = toLoad(cell, prediction, world.scope());
    List<Binding> load = world.scope().bindings(named);
    List<Group> groups = world.scope().groupsOf(load);
    if (!new Values(d).ready(groups) || residentInUse(cell, groups)) {
      return Optional.empty();
    }
    Optional<Worker> worker = new Pool(d).choose(cell, groups);
    if (full() || worker.isEmpty() || !new Admission(d).admits(cell)) {
      return Optional.empty();
    }
    return Optional.of(execute(cell, prediction, world, named, load, groups, worker.get()));
  }

  /** Starts of a cell in one run before it is left until all that it may depend on is known. */
  private static final int TRIES = 2;

  /**
   * Effects that no hook sees cannot be held back, so such a cell starts only when it is final. So
   * does one that leaves process state: earlier cells could not run where it was, and the residents
   * that they need may be there. And one of which too little is known: it was taken back again and
   * again.
   */
  private boolean mustBeLast(CodeCell cell) {
    boolean unseen =
        cell.effects().files().stream().anyMatch(f -> !f.observable() && f.mode().writes());
    boolean staying = d.dependencies.prediction(cell.index()).writes().contains(Ambient.PROCESS);
    boolean elusive = d.tries.getOrDefault(cell.id(), 0) >= TRIES;
    return (unseen || staying || elusive) && !d.allSettledBefore(cell.index());
  }

  /** Cells whose residents must share a worker use it in notebook order. */
  private boolean awaitsCompanions(CodeCell cell) {
    return d.together.contains(cell.id())
        && d.before(cell.index()).stream()
            .anyMatch(c -> d.together.contains(c.id()) && d.unsettled(c.id()));
  }

  /** Results are loaded when asked for: all of them for {@code Out}. */
  private static Set<String> toLoad(CodeCell cell, Prediction prediction, ScopeAt scope) {
    Set<String> names = new LinkedHashSet<>(prediction.reads());
    names.addAll(Mortals.among(prediction.writes(), scope));
    names.add(Ambient.PROCESS);
    if (prediction.readsAnything()) {
      names.addAll(scope.names());
    }
    names.remove(Ambient.LAST_ERROR);
    if (Glances.atLastError(cell)) {
      names.add(Ambient.LAST_ERROR);
    }
    if (names.contains("Out") || names.contains("_oh")) {
      scope.names().stream().filter(n -> n.matches("_\\d+")).forEach(names::add);
    }
    return names;
  }

  /** Cells that read one resident take their turns in notebook order. */
  private boolean residentInUse(CodeCell cell, List<Group> groups) {
    Set<String> names = new LinkedHashSet<>();
    groups.stream().filter(Group::isResident).forEach(g -> names.addAll(g.names()));
    return !names.isEmpty()
        && d.before(cell.index()).stream()
            .filter(c -> d.unsettled(c.id()))
            .anyMatch(
                c ->
                    names.contains(Ambient.PROCESS)
                        || d.dependencies.prediction(c.index()).reads().stream()
                            .anyMatch(names::contains));
  }

  private Attempt execute(
      CodeCell cell,
      Prediction prediction,
      World world,
      Set<String> named,
      List<Binding> all,
      List<Group> groups,
      Worker worker) {
    String run = d.settings.seed() + "-" + d.nextRun++;
    Map<String, AmbientState> states = world.scope().ambient();
    Set<String> keep = kept(worker, world.scope());
    List<AmbientState> send = new ArrayList<>();
    Set<String> stay = new LinkedHashSet<>();
    Map<String, String> versions = new HashMap<>();
    Map<String, String> ambient = new HashMap<>();
    states.forEach(
        (name, state) -> {
          versions.put(name, state.version());
          ambient.put(name, state.fingerprint());
          if (state.version().equals(worker.ambient().get(name))) {
            stay.add(name);
          } else {
            send.add(state);
          }
        });
    boolean looksBack = Glances.atInputs(cell);
    if (looksBack) {
      ambient.put(Ambient.INPUTS, world.ambient(Ambient.INPUTS));
    }
    if (looksAround(cell, prediction)) {
      ambient.put(Ambient.NAMES, world.ambient(Ambient.NAMES));
    }
    OptionalLong timeout = timeout(cell.id());
    List<Binding> load = all.stream().filter(b -> named.contains(b.name())).toList();
    List<Binding> also = all.stream().filter(b -> !named.contains(b.name())).toList();
    Order order =
        new Order(
            run,
            cell.id(),
            cell.index(),
            cell.executionCount(),
            cell.cell().source(),
            groups,
            load,
            also,
            visible(cell, world.scope(), load),
            keep,
            send,
            stay,
            prediction.readsAnything(),
            cell.effects().dynamicNames() || !cell.parsed(),
            d.allSettledBefore(cell.index()),
            d.dependencies.wanted(cell),
            looksBack
                ? d.before(cell.index()).stream()
                    .filter(c -> c.executionCount() > 0)
                    .map(c -> c.cell().source())
                    .toList()
                : List.of(),
            cell.raises() || new Commits(d).allowsErrors(cell.id()),
            timeout);
    d.workers.put(worker.name(), worker.executing(run, keep, versions));
    d.emit(new Effect.ShowOutputs(cell.id(), List.of()));
    d.emit(new Effect.Execute(worker.name(), order));
    timeout.ifPresent(ms -> d.emit(new Effect.StartTimer(run, Timer.LIMIT, ms)));
    Attempt attempt =
        new Attempt(
            run,
            cell.id(),
            cell.digest(),
            worker.name(),
            d.now,
            consumed(all, world.scope()),
            groupsByName(also),
            ambient,
            Set.of(),
            null,
            Attempt.Stop.NO);
    d.attempts.put(run, attempt);
    return attempt;
  }

  /** Whether it may ask which names there are: itself, or through a function of any cell. */
  private boolean looksAround(CodeCell cell, Prediction prediction) {
    return Glances.atNames(cell)
        || (prediction.readsAnything() && d.program.cells().stream().anyMatch(Glances::atNames));
  }

  /**
   * What the worker holds and may be used again: here, and, because residents are nowhere else and
   * may be read by cells at other positions, all that still counts where there are any.
   */
  private Set<String> kept(Worker worker, ScopeAt scope) {
    Set<String> keep = new LinkedHashSet<>(worker.holds());
    Set<String> used = new LinkedHashSet<>(scope.liveGroups());
    boolean residents = keep.stream().map(d.groups::get).anyMatch(g -> g != null && g.isResident());
    if (residents) {
      d.results.values().forEach(e -> e.groups().forEach(g -> used.add(g.id())));
    }
    keep.retainAll(used);
    return scope.whole(keep);
  }

  private static Map<String, String> consumed(List<Binding> load, ScopeAt scope) {
    Map<String, String> consumed = new HashMap<>();
    for (Binding binding : load) {
      scope.fingerprint(binding.name()).ifPresent(f -> consumed.put(binding.name(), f));
    }
    return consumed;
  }

  static Map<String, String> groupsByName(List<Binding> bindings) {
    Map<String, String> groups = new HashMap<>();
    bindings.forEach(b -> groups.put(b.name(), b.group()));
    return groups;
  }

  /** All names that exist here or may come to exist, with the group where it is known. */
  private Map<String, Optional<String>> visible(CodeCell cell, ScopeAt scope, List<Binding> load) {
    Map<String, Optional<String>> visible = new TreeMap<>();
    for (String name : scope.names()) {
      Optional<Version> version = scope.resolve(name);
      visible.put(name, version.map(v -> v.binding().group()));
    }
    for (CodeCell other : d.before(cell.index())) {
      if (d.visible(other, false).isEmpty()) {
        d.dependencies
            .prediction(other.index())
            .writes()
            .forEach(name -> visible.put(name, Optional.empty()));
      }
    }
    load.forEach(b -> visible.remove(b.name()));
    return visible;
  }

  /** Milliseconds that a cell may take. */
  OptionalLong timeout(CellId id) {
    return d.wishes.values().stream()
        .filter(w -> d.targets.getOrDefault(w.id(), Set.of()).contains(id))
        .flatMapToLong(w -> w.timeoutMs().stream())
        .max();
  }
}
