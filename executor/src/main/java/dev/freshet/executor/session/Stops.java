package dev.freshet.executor.session;

import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Inputs;
import dev.freshet.executor.scope.Exports;
import dev.freshet.executor.session.SessionEvent.Timer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Interrupts, time limits, and interpreters that die. */
final class Stops {
  private static final long GRACE_MS = 5000;
  private static final int RESTARTS = 2;
  private final Draft d;

  Stops(Draft draft) {
    this.d = draft;
  }

  void interruptAll() {
    if (d.wishes.isEmpty()) {
      return;
    }
    d.interrupted = true;
    for (Attempt attempt : List.copyOf(d.attempts.values())) {
      interrupt(attempt, Attempt.Stop.INTERRUPTED);
    }
  }

  private void interrupt(Attempt attempt, Attempt.Stop why) {
    d.attempts.put(attempt.run(), attempt.waitingFor(null).stopped(why));
    d.emit(new Effect.Interrupt(attempt.worker()));
    d.emit(new Effect.StartTimer(attempt.run(), Timer.KILL, GRACE_MS));
  }

  void timer(SessionEvent.TimerFired event) {
    Attempt attempt = d.attempts.get(event.run());
    if (attempt == null) {
      return;
    }
    if (event.timer() == Timer.LIMIT && attempt.stop() == Attempt.Stop.NO) {
      interrupt(attempt, Attempt.Stop.TIMED_OUT);
    } else if (event.timer() == Timer.KILL) {
      d.kill(attempt.worker());
      fail(attempt, stopError(attempt), List.of());
    }
  }

  private CellError stopError(Attempt attempt) {
    return attempt.stop() == Attempt.Stop.TIMED_OUT
        ? tooLong(attempt)
        : CellError.of("KeyboardInterrupt", "the cell was interrupted");
  }

  CellError tooLong(Attempt attempt) {
    String limit =
        new Starts(d)
            .timeout(attempt.cell()).stream()
                .mapToObj(
                    ms ->
                        "its limit of "
                            + BigDecimal.valueOf(ms, 3).stripTrailingZeros().toPlainString()
                            + " s")
                .findFirst()
                .orElse("the time it was given");
    return CellError.of(
        "CellTimeoutError",
        "the cell ran longer than " + limit + " (--timeout, or [limits] time in freshet.toml)");
  }

  void restart() {
    d.interrupted = !d.wishes.isEmpty();
    for (Attempt attempt : List.copyOf(d.attempts.values())) {
      d.kill(attempt.worker());
      fail(attempt, CellError.of("KeyboardInterrupt", "Python was restarted"), List.of());
    }
    d.workers.clear();
    d.runtime = SessionState.RuntimePhase.NONE;
    d.emit(new Effect.StopRuntime());
  }

  void runtimeDown(SessionEvent.RuntimeDown event) {
    d.workers.clear();
    for (Attempt attempt : List.copyOf(d.attempts.values())) {
      d.attempts.remove(attempt.run());
      d.emit(new Effect.ShowOutputs(attempt.cell(), List.of()));
    }
    if (event.mayRetry() && d.restarts < RESTARTS) {
      d.restarts++;
      d.runtime = SessionState.RuntimePhase.NONE;
    } else {
      d.runtime = SessionState.RuntimePhase.BROKEN;
      d.fault = event.message();
    }
  }

  void lost(SessionEvent.RuntimeLost event) {
    Worker worker = d.workers.remove(event.worker());
    if (worker == null) {
      return;
    }
    for (Attempt attempt : List.copyOf(d.attempts.values())) {
      if (attempt.worker().equals(event.worker())) {
        CellError error = attempt.stop() == Attempt.Stop.NO ? death(event) : stopError(attempt);
        fail(attempt, error, event.outputs());
      }
    }
    if (worker.phase() == Worker.Phase.STARTING && ++d.restarts > RESTARTS) {
      d.runtime = SessionState.RuntimePhase.BROKEN;
      d.fault = "Python workers die as soon as they start: " + death(event).evalue();
    }
  }

  private static CellError death(SessionEvent.RuntimeLost event) {
    if (event.limit().isPresent()) {
      return CellError.of("CellLimitError", event.limit().get());
    }
    OptionalInt signal = event.signal();
    if (signal.isEmpty()) {
      return CellError.of(
          "RuntimeLost",
          "the cell ended its Python process with exit code " + event.code().orElse(-1));
    }
    String cause =
        switch (signal.getAsInt()) {
          case 9 -> "signal 9 (SIGKILL); the usual cause is that the machine ran out of memory";
          case 11 -> "signal 11 (SIGSEGV, a crash in native code)";
          case 6 -> "signal 6 (SIGABRT, native code gave up)";
          case 7 -> "signal 7 (SIGBUS; a mapped file was cut short, or memory ran out)";
          default -> "signal " + signal.getAsInt();
        };
    return CellError.of("RuntimeLost", "the cell's Python process was killed by " + cause);
  }

  private void fail(Attempt attempt, CellError error, List<String> outputs) {
    d.attempts.remove(attempt.run());
    CodeCell cell = d.program.find(attempt.cell()).orElse(null);
    if (cell == null) {
      return;
    }
    Inputs none =
        new Inputs(attempt.consumed(), Set.of(), Map.of(), Map.of(), d.environment.orElse(""));
    d.keep(
        cell.id(),
        new Execution(
            attempt.run(),
            attempt.digest(),
            none,
            error,
            false,
            Exports.NONE,
            List.of(),
            Set.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Set.of(),
            outputs,
            0));
    boolean beyond = d.anyFailedBefore(cell.index());
    d.settle(
        cell.id(),
        new Verdict(Verdict.State.FAILED, beyond, attempt.start(), d.now, attempt.worker(), error));
    d.emit(new Effect.Accept(cell.id(), attempt.run()));
    d.emit(new Effect.ShowError(cell.id(), error));
  }
}
