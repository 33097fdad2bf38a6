package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Ambient;
import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.FileTouch;
import dev.freshet.executor.plan.Inputs;
import dev.freshet.executor.plan.Mortals;
import dev.freshet.executor.plan.Prediction;
import dev.freshet.executor.plan.Staleness;
import dev.freshet.executor.plan.World;
import dev.freshet.executor.plan.Written;
import dev.freshet.executor.scope.AmbientState;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Exports;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.ScopeAt;
import dev.freshet.executor.scope.Version;
import dev.freshet.executor.session.Observation.Ending;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Taking a finished execution into the scope, or back. */
final class Commits {
  /** So often a cell may be taken back over one name while nothing above it is open. */
  static final int CONTRADICTIONS = 3;

  private final Draft d;

  Commits(Draft draft) {
    this.d = draft;
  }

  void done(SessionEvent.CellDone event) {
    Attempt attempt = d.attempts.get(event.run());
    Optional<CodeCell> cell = attempt == null ? Optional.empty() : d.program.find(attempt.cell());
    if (attempt == null || cell.isEmpty()) {
      return;
    }
    new Lessons(d).learn(cell.get(), attempt, event.seen());
    Optional<String> missed = missed(cell.get(), attempt, event.seen());
    if (missed.isPresent() && !contradicts(cell.get(), missed.get())) {
      int writer = writer(missed.get(), d.world(cell.get().index(), true));
      new Withdrawals(d).stop(attempt, missed.get(), writer);
      return;
    }
    d.attempts.remove(attempt.run());
    if (attempt.stop() == Attempt.Stop.ABORTED) {
      d.kill(attempt.worker());
      d.emit(new Effect.ShowOutputs(attempt.cell(), List.of()));
      d.settle(attempt.cell(), Verdict.of(Verdict.State.ABORTED));
      return;
    }
    commit(cell.get(), attempt, event.seen());
  }

  /**
   * Whether the cell was taken back over the name again and again although all above it is settled:
   * then what its worker reports is wrong, not what it was given, and another run would not end.
   */
  private boolean contradicts(CodeCell cell, String name) {
    return d.allSettledBefore(cell.index())
        && d.mispredictions.stream()
                .filter(m -> m.cell() == cell.index() && m.name().equals(name))
                .count()
            >= CONTRADICTIONS;
  }

  /** The earlier cell that gives the name, or left the file; -1 when it is not known. */
  private static int writer(String name, World world) {
    Written.Left left = world.written().before().get(name);
    return world
        .scope()
        .resolve(name)
        .map(Version::writer)
        .orElseGet(() -> left == null ? -1 : left.writer());
  }

  /**
   * A name looked up in vain, an object that has other aliases, or ambient state that is different
   * by now.
   */
  private Optional<String> missed(CodeCell cell, Attempt attempt, Observation seen) {
    Set<String> linked = Linked.names(seen, d.groups);
    Set<String> states = ambientInputs(cell, seen);
    return missed(attempt, seen, linked, states, d.world(cell.index(), false))
        .filter(
            n -> missed(attempt, seen, linked, states, d.world(cell.index(), true)).isPresent());
  }

  private Optional<String> missed(
      Attempt attempt, Observation seen, Set<String> linked, Set<String> states, World world) {
    for (String name : linked) {
      String given = attempt.consumed().get(name);
      if (given != null && !world.scope().agrees(name, given)) {
        return Optional.of(name);
      }
    }
    Set<String> used = new LinkedHashSet<>(seen.reads().keySet());
    used.retainAll(attempt.beside().keySet());
    Optional<String> other = Withdrawals.differing(attempt, used, world);
    if (other.isPresent()) {
      return other;
    }
    for (String name : seen.absent()) {
      if (world.scope().resolve(name).isPresent()) {
        return Optional.of(name);
      }
    }
    for (String name : states) {
      if (!world.ambient(name).equals(Withdrawals.seenAmbient(attempt, name))) {
        return Optional.of(name);
      }
    }
    return madeAnew(attempt, seen, world)
        .or(() -> unheld(attempt, seen, world))
        .or(() -> Withdrawals.unseen(attempt, world))
        .or(() -> new Disk(d).misread(attempt, seen, world));
  }

  private static Optional<String> unheld(Attempt attempt, Observation seen, World world) {
    Set<String> bound = seen.moved().keySet();
    Set<String> had = new LinkedHashSet<>(attempt.named());
    had.addAll(seen.reads().keySet());
    return Mortals.missed(bound, Set.copyOf(seen.deletes()), had, world.scope());
  }

  /** A name whose object has been made anew since, equal in value, while references to it stay. */
  private static Optional<String> madeAnew(Attempt attempt, Observation seen, World world) {
    if (Staleness.refersToLiveObjects(seen.groups(), world)) {
      return Optional.empty();
    }
    Set<String> live = world.scope().liveGroups();
    Map<String, String> had = new HashMap<>(attempt.beside());
    had.putAll(seen.reads());
    return had.entrySet().stream()
        .filter(e -> !live.contains(e.getValue()))
        .map(Map.Entry::getKey)
        .sorted()
        .findFirst();
  }

  private void commit(CodeCell cell, Attempt attempt, Observation seen) {
    Execution execution = execution(cell, attempt, seen);
    for (Execution before : earlier(cell)) {
      execution = SameValues.keep(before, execution, d.groups);
    }
    release(attempt, seen, execution.ok());
    commit(cell, attempt, execution);
  }

  private void commit(CodeCell cell, Attempt attempt, Execution execution) {
    d.keep(cell.id(), execution);
    d.restored.remove(cell.id());
    execution.groups().forEach(g -> d.verified.add(g.id()));
    touchFiles(execution.files());
    boolean failed = execution.error() != null && !cell.raises();
    Verdict.State state = failed ? Verdict.State.FAILED : Verdict.State.RAN;
    d.settle(
        cell.id(),
        new Verdict(
            state,
            d.anyFailedBefore(cell.index()),
            attempt.start(),
            d.now,
            attempt.worker(),
            execution.error()));
    d.emit(new Effect.Accept(cell.id(), attempt.run()));
    if (attempt.stop() == Attempt.Stop.TIMED_OUT && execution.error() != null) {
      // Python has shown a KeyboardInterrupt only.
      d.emit(new Effect.ShowError(cell.id(), execution.error()));
    }
    if (execution.ok()) {
      d.traces.merge(
          execution.digest(), List.of(execution), (old, one) -> newestFirst(execution, old));
      d.emit(new Effect.SaveTrace(cell.id(), execution));
    }
  }

  private List<Execution> earlier(CodeCell cell) {
    Execution last = d.results.get(cell.id());
    if (last != null) {
      return List.of(last);
    }
    return d.traces.getOrDefault(cell.digest(), List.of()).stream()
        .filter(e -> !d.countsElsewhere(cell.id(), e))
        .limit(1)
        .toList();
  }

  private static List<Execution> newestFirst(Execution newest, List<Execution> others) {
    List<Execution> all = new java.util.ArrayList<>(others);
    all.add(0, newest);
    return List.copyOf(all.subList(0, Math.min(all.size(), 16)));
  }

  private Execution execution(CodeCell cell, Attempt attempt, Observation seen) {
    CellError error = error(attempt, seen);
    boolean exported =
        error == null
            || (seen.ending() == Ending.ERROR && (cell.raises() || allowsErrors(cell.id())));
    return new Execution(
        attempt.run(),
        attempt.digest(),
        inputs(cell, attempt, seen),
        error,
        exported,
        exported ? exports(cell, attempt, seen) : Exports.NONE,
        exported ? seen.groups() : List.of(),
        seen.mutates(),
        seen.files(),
        seen.external(),
        seen.process(),
        impure(attempt, seen),
        seen.withheld(),
        seen.outputs(),
        seen.durationMs());
  }

  /** Generators that no earlier cell seeded give other numbers in every session. */
  private static List<String> impure(Attempt attempt, Observation seen) {
    Set<String> found = new TreeSet<>(seen.impure());
    found.addAll(seen.external());
    if (seen.ambientReads().stream()
        .filter(Ambient.GENERATORS::contains)
        .anyMatch(n -> Withdrawals.seenAmbient(attempt, n).equals(Inputs.PRISTINE))) {
      found.add("randomness");
    }
    return List.copyOf(found);
  }

  boolean allowsErrors(CellId id) {
    return d.wishes.values().stream()
        .anyMatch(w -> w.allowErrors() && d.targets.getOrDefault(w.id(), Set.of()).contains(id));
  }

  private @Nullable CellError error(Attempt attempt, Observation seen) {
    if (attempt.stop() == Attempt.Stop.TIMED_OUT) {
      return new Stops(d).tooLong(attempt);
    }
    if (seen.ending() == Ending.OK) {
      return null;
    }
    CellError error = seen.error();
    return error != null ? error : CellError.of("KeyboardInterrupt", "the cell was interrupted");
  }

  private Inputs inputs(CodeCell cell, Attempt attempt, Observation seen) {
    Map<String, String> names = new HashMap<>();
    World world = d.world(cell.index(), true);
    Set<String> linked = Linked.names(seen, d.groups);
    for (String name : seen.reads().keySet()) {
      String given = attempt.consumed().get(name);
      String whole = given != null ? given : world.scope().fingerprint(name).orElse("?");
      names.put(name, linked.contains(name) ? whole : ScopeAt.valueOf(whole));
    }
    Set<String> states = ambientInputs(cell, seen);
    states.addAll(d.dependencies.prediction(cell.index()).ambientReads());
    states.addAll(world.hidden());
    Ambient.OF_THE_PROGRAM.stream().filter(attempt.ambient()::containsKey).forEach(states::add);
    Map<String, String> ambient = new HashMap<>();
    states.forEach(name -> ambient.put(name, Withdrawals.seenAmbient(attempt, name)));
    Map<String, String> files = new HashMap<>();
    for (FileTouch touch : seen.files()) {
      String digest = touch.digest();
      if (touch.reads() && !touch.writes() && digest != null) {
        files.putIfAbsent(World.fileKey(touch), digest);
      }
    }
    return new Inputs(names, seen.absent(), ambient, files, d.environment.orElse(""));
  }

  /**
   * Ambient state on which it depended: what it read; what it was to set and what was so already,
   * for had it not been, it would differ; what it changed in a way that no text shows, for who
   * knows from what.
   */
  private Set<String> ambientInputs(CodeCell cell, Observation seen) {
    Prediction prediction = d.dependencies.prediction(cell.index());
    Set<String> names = new LinkedHashSet<>(prediction.ambientWrites());
    seen.ambient().forEach(a -> names.remove(a.name()));
    names.addAll(prediction.hiddenAmbient());
    names.addAll(seen.ambientReads());
    // A name that no cell binds may be given to all by `builtins.name = …`.
    seen.absent().forEach(name -> names.add("@builtins." + name));
    return names;
  }

  private static Exports exports(CodeCell cell, Attempt attempt, Observation seen) {
    Map<String, Binding> moved = new LinkedHashMap<>();
    seen.moved().forEach((name, group) -> moved.put(name, new Binding(name, group, name)));
    Binding result = moved.remove("_" + cell.executionCount());
    List<AmbientState> ambient =
        seen.ambient().stream()
            .map(a -> new AmbientState(a.name(), a.fingerprint(), a.state(), attempt.run()))
            .toList();
    return new Exports(moved, seen.deletes(), ambient, result);
  }

  private void release(Attempt attempt, Observation seen, boolean ok) {
    if (!ok || seen.ending() == Ending.INTERRUPTED) {
      d.kill(attempt.worker());
      return;
    }
    Set<String> changed = new LinkedHashSet<>(seen.spoiled());
    seen.mutates().forEach(n -> changed.add(seen.reads().getOrDefault(n, "")));
    Set<String> held = new LinkedHashSet<>(attempt.beside().values());
    held.addAll(seen.reads().values());
    seen.groups().forEach(g -> held.add(g.id()));
    Map<String, String> states = new HashMap<>();
    seen.ambient().forEach(a -> states.put(a.name(), attempt.run()));
    d.workers.computeIfPresent(
        attempt.worker(),
        (n, w) ->
            w.done(held, states, !seen.process().isEmpty())
                .without(sharing(w.holds(), held, changed, seen.groups())));
  }

  /**
   * The old versions of what changed in place are not in the worker any more, nor any older group
   * that shares objects with them, visible or not.
   */
  private Set<String> sharing(
      Set<String> holds, Set<String> read, Set<String> changed, List<Group> made) {
    Set<String> old = new LinkedHashSet<>(holds);
    old.addAll(read);
    made.forEach(g -> old.remove(g.id()));
    Set<String> gone = new LinkedHashSet<>(changed);
    for (boolean more = !changed.isEmpty(); more; ) {
      more = false;
      for (String id : old) {
        Group group = d.groups.get(id);
        if (group == null) {
          continue;
        }
        boolean touches =
            group.refs().stream().anyMatch(gone::contains) || gone.contains(group.id());
        if (touches) {
          more |= gone.add(id);
          more |= gone.addAll(group.refs());
        }
      }
    }
    return gone;
  }

  private void touchFiles(List<FileTouch> touches) {
    for (FileTouch touch : touches) {
      if (touch.writes()) {
        String digest = touch.digest();
        d.files
            .keySet()
            .removeIf(key -> key.endsWith(":" + touch.path()) || key.startsWith("list:"));
        if (digest != null) {
          d.files.put(World.contentKey(touch.path()), digest);
        }
      }
    }
  }
}
