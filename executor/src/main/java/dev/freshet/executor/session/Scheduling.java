package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Staleness;
import dev.freshet.executor.plan.World;
import dev.freshet.executor.session.SessionState.RuntimePhase;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deciding about every wanted cell whose turn has come: current, restored, started, or not run. */
final class Scheduling {
  private final Draft d;

  /** Whether every value that is known was looked at: nothing can be made ready in advance. */
  private boolean prepared;

  Scheduling(Draft draft) {
    this.d = draft;
  }

  void advance() {
    boolean changed = !d.wishes.isEmpty();
    while (changed) {
      changed = false;
      d.again = false;
      recheck();
      prepared = d.verified.containsAll(d.groups.keySet());
      new Needs(d).answer();
      for (CodeCell cell : new Priorities(d).unsettled()) {
        if (d.unsettled(cell.id()) && d.attemptOf(cell.id()).isEmpty()) {
          changed |= consider(cell);
        }
      }
      changed |= d.again || !d.settled.isEmpty();
    }
    new Requests(d).finish();
    new Pool(d).tidy();
  }

  private void recheck() {
    while (!d.settled.isEmpty()) {
      int settled = d.settled.pollFirst();
      new Withdrawals(d).recheckAfter(settled);
      new Withdrawals(d).recheckFilesBefore(settled);
    }
  }

  /** Whether there is no point in looking at a cell that must run before another is done. */
  private boolean mustWait() {
    return prepared && new Starts(d).full();
  }

  /** True when the cell was settled, so that later ones may go on. */
  private boolean consider(CodeCell cell) {
    if (d.interrupted || d.runtime == RuntimePhase.BROKEN) {
      return settle(cell, Verdict.State.SKIPPED);
    }
    if (d.dependencies.before(cell.index()).stream().anyMatch(d::unsettled)) {
      return false;
    }
    Optional<Integer> failed =
        d.dependencies.givers(cell.index()).stream().filter(this::givesNothing).findFirst();
    if (failed.isPresent()) {
      d.reasons.put(cell.id(), List.of(abortion(cell, failed.get())));
      return settle(cell, Verdict.State.ABORTED);
    }
    if (cell.frozen() && d.results.containsKey(cell.id()) && !d.forced.contains(cell.id())) {
      return settle(cell, Verdict.State.FROZEN);
    }
    if (d.environment.isEmpty()) {
      new Pool(d).startRuntime();
      return false;
    }
    if (d.forced.contains(cell.id())) {
      if (d.traces.get(cell.digest()) == null) {
        ask(cell); // what its code taught counts, though its results do not
        return false;
      }
      return start(cell, List.of(Reason.of(Reason.Kind.REQUESTED, "it was asked for")));
    }
    return reuseOrStart(cell);
  }

  private boolean givesNothing(int index) {
    return d.program.at(index).map(c -> d.givesNothing(c.id())).orElse(false);
  }

  private boolean settle(CodeCell cell, Verdict.State state) {
    d.settle(cell.id(), Verdict.of(state));
    return true;
  }

  private Reason abortion(CodeCell cell, int giver) {
    Optional<String> name =
        d.dependencies.prediction(cell.index()).reads().stream()
            .filter(d.dependencies.prediction(giver)::mayWrite)
            .findFirst();
    return abortion(d, name, giver);
  }

  static Reason abortion(Draft d, Optional<String> name, int giver) {
    boolean aborted =
        d.program
            .at(giver)
            .map(c -> d.verdicts.get(c.id()))
            .filter(v -> v.state() == Verdict.State.ABORTED)
            .isPresent();
    String fate = aborted ? ", which could not run" : ", which failed";
    return new Reason(
        Reason.Kind.UPSTREAM,
        name,
        OptionalInt.of(giver),
        "needs " + name.orElse("what comes") + " from cell " + giver + fate);
  }

  private boolean reuseOrStart(CodeCell cell) {
    Execution last = d.results.get(cell.id());
    if (last == null && List.of().equals(d.traces.get(cell.digest())) && mustWait()) {
      return false;
    }
    World world = d.world(cell.index(), false);
    List<Reason> why = last == null ? List.of() : Staleness.reasons(cell, last, world);
    if (last != null && last.ok() && why.isEmpty() && !mustRunAgain(cell, last)) {
      return !probe(last) && show(cell, last);
    }
    if (last != null && last.ok() && standsIfEarlierCellsRepeat(cell, last)) {
      return false;
    }
    List<Execution> known = d.traces.get(cell.digest());
    if (known == null) {
      ask(cell);
      return false;
    }
    if (last == null) {
      why = new Past(d).reasons(cell, known, world);
    }
    for (Execution trace : known) {
      if (trace.ok()
          && !d.countsElsewhere(cell.id(), trace)
          && !mustRunAgain(cell, trace)
          && Staleness.reasons(cell, trace, world).isEmpty()) {
        return !probe(trace) && restore(cell, trace, why);
      }
    }
    return start(cell, why.isEmpty() ? List.of(repetition(cell, last, known)) : why);
  }

  private void ask(CodeCell cell) {
    d.askOnce("traces " + cell.digest(), new Effect.LoadTraces(cell.digest()));
  }

  /** Whatever speaks against a result now may be gone when all earlier cells are settled. */
  private boolean standsIfEarlierCellsRepeat(CodeCell cell, Execution last) {
    return !d.allSettledBefore(cell.index())
        && !mustRunAgain(cell, last)
        && Staleness.reasons(cell, last, d.world(cell.index(), true)).isEmpty();
  }

  /**
   * Whether a request asks that what differs from run to run be run, once is enough; or a later
   * cell for what was not kept.
   */
  private boolean mustRunAgain(CodeCell cell, Execution known) {
    return lacksWhatIsWanted(cell, known)
        || (!known.impure().isEmpty()
            && d.wishes.values().stream()
                .anyMatch(w -> w.rerunImpure() && d.wantedBy(w.id(), cell.id())));
  }

  private boolean lacksWhatIsWanted(CodeCell cell, Execution known) {
    return !known.withheld().isEmpty()
        && d.dependencies.wanted(cell).stream().anyMatch(known.withheld()::contains);
  }

  /** Why a cell runs of which nothing is known to be different. */
  private Reason repetition(CodeCell cell, @Nullable Execution last, List<Execution> known) {
    String why =
        Stream.concat(Stream.ofNullable(last), known.stream())
            .filter(e -> e.ok() && mustRunAgain(cell, e))
            .findFirst()
            .map(
                e ->
                    lacksWhatIsWanted(cell, e)
                        ? "a later cell asks for what was not kept"
                        : "it depends on " + String.join(", ", e.impure()))
            .orElse("its last run left no result that counts");
    return Reason.of(Reason.Kind.REQUESTED, why);
  }

  /** Asks for files that are not known; true when the answer must be waited for. */
  private boolean probe(Execution execution) {
    Set<String> unknown = new LinkedHashSet<>(Staleness.filesToProbe(execution));
    unknown.removeAll(d.files.keySet());
    Set<String> ask = new LinkedHashSet<>(unknown);
    ask.removeIf(key -> d.asked.contains("file " + key));
    if (!ask.isEmpty()) {
      ask.forEach(key -> d.asked.add("file " + key));
      d.emit(new Effect.Probe(ask));
    }
    return !unknown.isEmpty();
  }

  /** What an earlier session left is shown when it is asked for in this one. */
  private boolean show(CodeCell cell, Execution last) {
    return d.recalled.contains(cell.id())
        ? restore(cell, last, List.of())
        : settle(cell, Verdict.State.CURRENT);
  }

  private boolean restore(CodeCell cell, Execution trace, List<Reason> why) {
    d.keep(cell.id(), trace);
    d.restored.add(cell.id());
    d.reasons.putIfAbsent(cell.id(), why);
    d.emit(new Effect.ShowOutputs(cell.id(), trace.outputs()));
    boolean failed = trace.error() != null && !cell.raises();
    return settle(cell, failed ? Verdict.State.FAILED : Verdict.State.RESTORED);
  }

  private static List<Reason> with(List<Reason> why, Reason more) {
    return Stream.concat(why.stream(), Stream.of(more)).toList();
  }

  private boolean start(CodeCell cell, List<Reason> why) {
    if (mustWait() || !new Disk(d).laterKnown(cell) || !new Disk(d).ready(cell)) {
      return false;
    }
    Optional<Attempt> attempt = new Starts(d).start(cell);
    if (attempt.isPresent()) {
      boolean waited = new Admission(d).release(cell.id());
      d.reasons.putIfAbsent(cell.id(), waited ? with(why, Admission.reason()) : why);
      d.tries.merge(cell.id(), 1, Integer::sum);
    }
    return false;
  }
}
