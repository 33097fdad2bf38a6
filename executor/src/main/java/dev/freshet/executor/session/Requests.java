package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.RunPlan;
import dev.freshet.executor.plan.Surprise;
import dev.freshet.executor.session.RunSummary.CellSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is wanted: edits, requests, and telling that a request is done. */
final class Requests {
  private final Draft d;

  Requests(Draft draft) {
    this.d = draft;
  }

  /** A text that changes while cells run counts from the next request on. */
  void edited(Program program) {
    if (d.wishes.isEmpty()) {
      adopt(program);
    } else {
      d.edited = Optional.of(program);
    }
  }

  private void adopt(Program program) {
    d.program = program;
    d.edited = Optional.empty();
    d.relearn();
    Set<CellId> there = new LinkedHashSet<>();
    program.cells().forEach(c -> there.add(c.id()));
    d.results.keySet().retainAll(there);
    d.restored.retainAll(there);
    d.aborted.retainAll(there);
    d.recalled.retainAll(there);
    new Recollection(d).goOn();
    d.verdicts.keySet().retainAll(there);
    new Withdrawals(d).dropGone();
    for (CodeCell cell : program.cells()) {
      if (!d.traces.containsKey(cell.digest())) {
        d.askOnce("traces " + cell.digest(), new Effect.LoadTraces(cell.digest()));
      }
    }
  }

  void add(Wish wish) {
    d.edited.ifPresent(this::adopt);
    d.interrupted = false;
    d.memory = Memory.NOTHING;
    if (d.runtime == SessionState.RuntimePhase.BROKEN) {
      d.runtime = SessionState.RuntimePhase.NONE;
      d.restarts = 0;
    }
    if (d.wishes.isEmpty()) {
      d.files.clear();
    }
    RunPlan plan =
        RunPlan.of(d.program, d.dependencies, wish.wanted(), wish.chosen(), wish.rerun());
    d.wishes.put(wish.id(), wish);
    d.targets.put(wish.id(), new LinkedHashSet<>(plan.targets()));
    for (CellId id : plan.forced()) {
      if (d.attemptOf(id).isEmpty()) {
        d.forced.add(id);
        d.verdicts.remove(id);
      }
    }
    plan.targets().stream().filter(this::changedSince).forEach(d.verdicts::remove);
    plan.targets().stream().filter(this::gaveNothing).forEach(d.verdicts::remove);
  }

  /** Who asks again for what failed or was skipped in this run wants it tried again. */
  private boolean gaveNothing(CellId id) {
    Verdict verdict = d.verdicts.get(id);
    return verdict != null
        && switch (verdict.state()) {
          case FAILED, ABORTED, SKIPPED -> true;
          default -> false;
        };
  }

  private boolean changedSince(CellId id) {
    Execution last = d.results.get(id);
    return last != null
        && d.program.find(id).map(c -> !c.digest().equals(last.digest())).orElse(false);
  }

  /** Adds a cell that turned out to be needed to whatever is wanted now. */
  void extend(CellId id) {
    d.again = true;
    d.targets.replaceAll(
        (request, cells) -> {
          Set<CellId> more = new LinkedHashSet<>(cells);
          more.addAll(d.dependencies.withAncestors(Set.of(id)));
          return more;
        });
  }

  /** Reports every request whose cells are settled, with all before them. */
  void finish() {
    boolean wasRunning = !d.wishes.isEmpty();
    int firstOpen = wasRunning ? firstUnsettled() : Integer.MAX_VALUE;
    for (Wish wish : List.copyOf(d.wishes.values())) {
      Set<CellId> targets = d.targets.getOrDefault(wish.id(), Set.of());
      boolean open = targets.stream().anyMatch(id -> d.index(id) >= firstOpen);
      if (!open) {
        d.emit(new Effect.Finish(summary(wish, targets)));
        d.wishes.remove(wish.id());
        d.targets.remove(wish.id());
      }
    }
    d.verdicts.keySet().removeIf(id -> !d.wanted(id));
    if (wasRunning && d.wishes.isEmpty()) {
      d.past = Memory.NOTHING;
      new Leftovers(d).discard();
    }
    if (d.wishes.isEmpty()) {
      d.cramped.clear();
      d.edited.ifPresent(this::adopt);
    }
  }

  private int firstUnsettled() {
    for (CodeCell cell : d.program.cells()) {
      if (d.unsettled(cell.id())) {
        return cell.index();
      }
    }
    return Integer.MAX_VALUE;
  }

  private RunSummary summary(Wish wish, Set<CellId> targets) {
    List<CellSummary> cells = new ArrayList<>();
    for (CodeCell cell : d.program.cells()) {
      Verdict verdict = d.verdicts.get(cell.id());
      if (targets.contains(cell.id()) && verdict != null) {
        cells.add(summary(cell, verdict));
      }
    }
    return new RunSummary(wish.id(), cells, List.copyOf(d.mispredictions), d.interrupted, d.fault);
  }

  private List<RunSummary.Wait> waits(CodeCell cell) {
    Set<String> reads = d.dependencies.prediction(cell.index()).reads();
    List<RunSummary.Wait> waits = new ArrayList<>();
    for (int earlier : new TreeSet<>(d.dependencies.before(cell.index()))) {
      Set<String> writes = d.dependencies.prediction(earlier).writes();
      String name = reads.stream().filter(writes::contains).sorted().findFirst().orElse(null);
      waits.add(new RunSummary.Wait(earlier, name));
    }
    return waits;
  }

  private CellSummary summary(CodeCell cell, Verdict verdict) {
    Execution last = d.results.get(cell.id());
    Map<String, Integer> from = new LinkedHashMap<>();
    if (last != null) {
      var scope = d.world(cell.index(), true).scope();
      for (String name : last.inputs().names().keySet()) {
        scope.resolve(name).ifPresent(v -> from.put(name, v.writer()));
      }
    }
    Set<String> mutates = new LinkedHashSet<>();
    cell.effects().mutations().forEach(m -> mutates.add(m.name()));
    Set<String> reads = new LinkedHashSet<>(mutates);
    cell.effects().reads().forEach(r -> reads.add(r.name()));
    return new CellSummary(
        cell.id(),
        cell.index(),
        verdict.beyondFailure(verdict.worker() != null && d.anyFailedBefore(cell.index())),
        d.reasons.getOrDefault(cell.id(), List.of()),
        d.tries.getOrDefault(cell.id(), 0),
        last,
        from,
        reads,
        mutates,
        Surprise.of(cell, d.learned.getOrDefault(cell.digest(), Learned.NOTHING)),
        waits(cell));
  }
}
