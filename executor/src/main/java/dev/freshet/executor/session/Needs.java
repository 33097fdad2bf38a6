package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Staleness;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.ScopeAt;
import dev.freshet.executor.session.Attempt.Waiting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cells that wait: for a name, for leave to act, for the user. */
final class Needs {
  private final Draft d;

  Needs(Draft draft) {
    this.d = draft;
  }

  void asked(SessionEvent.NeedAsked event) {
    wait(event.run(), new Waiting(Waiting.Kind.NEED, event.request(), event.name(), false, false));
  }

  void gate(SessionEvent.GateAsked event) {
    wait(event.run(), new Waiting(Waiting.Kind.GATE, 0, event.event(), false, false));
  }

  void input(SessionEvent.InputAsked event) {
    wait(event.run(), new Waiting(Waiting.Kind.INPUT, 0, event.prompt(), event.password(), false));
  }

  private void wait(String run, Waiting what) {
    d.attempts.computeIfPresent(run, (r, a) -> a.waitingFor(what));
  }

  void given(SessionEvent.InputGiven event) {
    Attempt attempt = d.attempts.get(event.run());
    if (attempt != null) {
      d.attempts.put(event.run(), attempt.waitingFor(null));
      d.emit(new Effect.GiveInput(attempt.worker(), event.text()));
    }
  }

  /** Answers every cell that can be answered now. */
  void answer() {
    for (Attempt attempt : List.copyOf(d.attempts.values())) {
      Waiting waiting = attempt.waiting();
      if (waiting == null || attempt.stop() != Attempt.Stop.NO) {
        continue;
      }
      int index = d.index(attempt.cell());
      switch (waiting.kind()) {
        case NEED -> answerNeed(attempt, waiting, index);
        case GATE -> {
          if (d.allSettledBefore(index)) {
            d.attempts.put(attempt.run(), attempt.waitingFor(null));
            d.emit(new Effect.OpenGate(attempt.worker()));
          }
        }
        case INPUT -> askUser(attempt, waiting, index);
      }
    }
  }

  private void askUser(Attempt attempt, Waiting waiting, int index) {
    if (!waiting.asked() && d.allSettledBefore(index)) {
      d.attempts.put(
          attempt.run(),
          attempt.waitingFor(
              new Waiting(waiting.kind(), 0, waiting.name(), waiting.password(), true)));
      d.emit(
          new Effect.AskInput(attempt.cell(), attempt.run(), waiting.name(), waiting.password()));
    }
  }

  /** Where a search for a name at a position ended. */
  private enum Search {
    HERE,
    NOWHERE,
    LATER,
    FAILED
  }

  private void answerNeed(Attempt attempt, Waiting waiting, int index) {
    switch (search(waiting.name(), index)) {
      case LATER -> {}
      case FAILED -> {
        d.attempts.put(attempt.run(), attempt.waitingFor(null).stopped(Attempt.Stop.ABORTED));
        reply(attempt, waiting, Effect.Found.ABORTED, Optional.empty(), List.of(), List.of());
      }
      case NOWHERE -> {
        d.attempts.put(attempt.run(), attempt.waitingFor(null));
        reply(attempt, waiting, Effect.Found.ABSENT, Optional.empty(), List.of(), List.of());
      }
      case HERE -> deliver(attempt, waiting, index);
    }
  }

  private Search search(String name, int index) {
    List<CodeCell> earlier = d.before(index);
    for (int i = earlier.size() - 1; i >= 0; i--) {
      CodeCell cell = earlier.get(i);
      boolean may = d.dependencies.prediction(cell.index()).mayWrite(name);
      Optional<Execution> there = d.visible(cell, false);
      if (may && d.unsettled(cell.id())) {
        return Search.LATER;
      }
      if (may && d.givesNothing(cell.id())) {
        d.program
            .at(index)
            .ifPresent(
                c ->
                    d.reasons.put(
                        c.id(), List.of(Scheduling.abortion(d, Optional.of(name), cell.index()))));
        return Search.FAILED;
      }
      if (may && !d.wanted(cell.id()) && !stands(cell, there)) {
        new Requests(d).extend(cell.id());
        return Search.LATER;
      }
      if (there.isPresent() && there.get().exports().moved().containsKey(name)) {
        return Search.HERE;
      }
      if (there.isPresent() && there.get().exports().deletes().contains(name)) {
        return Search.NOWHERE;
      }
    }
    return ScopeAt.isResult(name) && d.world(index, false).scope().resolve(name).isPresent()
        ? Search.HERE
        : Search.NOWHERE;
  }

  private boolean stands(CodeCell cell, Optional<Execution> there) {
    return there.isPresent()
        && (cell.frozen()
            || Staleness.reasons(cell, there.get(), d.world(cell.index(), true)).isEmpty());
  }

  private void deliver(Attempt attempt, Waiting waiting, int index) {
    ScopeAt scope = d.world(index, false).scope();
    List<Binding> bindings = scope.bindings(Set.of(waiting.name()));
    List<Group> groups = scope.groupsOf(bindings);
    if (!new Values(d).ready(groups)) {
      return;
    }
    for (Group group : groups) {
      boolean elsewhere =
          group.isResident()
              && !d.home(group).map(w -> w.name().equals(attempt.worker())).orElse(false);
      if (elsewhere) {
        new Lessons(d).teach(attempt.digest(), learnedRead(waiting.name()));
        new Withdrawals(d).forget(attempt);
        return;
      }
    }
    Map<String, String> seen = new LinkedHashMap<>();
    bindings.forEach(b -> scope.fingerprint(b.name()).ifPresent(f -> seen.put(b.name(), f)));
    List<Binding> also = new ArrayList<>(bindings);
    also.removeIf(b -> b.name().equals(waiting.name()));
    d.attempts.put(attempt.run(), attempt.given(waiting.name(), seen, Starts.groupsByName(also)));
    Optional<Binding> it =
        bindings.stream().filter(b -> b.name().equals(waiting.name())).findFirst();
    reply(attempt, waiting, Effect.Found.VALUE, it, also, groups);
  }

  private static Learned learnedRead(String name) {
    return Learned.names(Set.of(name), Set.of());
  }

  private void reply(
      Attempt attempt,
      Waiting waiting,
      Effect.Found found,
      Optional<Binding> binding,
      List<Binding> also,
      List<Group> groups) {
    d.emit(
        new Effect.Answer(
            attempt.worker(), waiting.request(), found, binding.orElse(null), also, groups));
  }

  /** Whether a cell that waits stands in the way of an earlier one on the same worker. */
  Optional<Attempt> waitingOn(String worker, CellId forCell) {
    return d.attempts.values().stream()
        .filter(a -> a.worker().equals(worker) && a.waiting() != null)
        .filter(a -> d.index(a.cell()) > d.index(forCell))
        .findFirst();
  }
}
