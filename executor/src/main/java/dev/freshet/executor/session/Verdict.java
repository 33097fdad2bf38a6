package dev.freshet.executor.session;

import dev.freshet.executor.plan.CellError;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cell in this run, for as long as no earlier cell takes it back.
 *
 * @param start when its execution started, on the monitor's clock; 0 without one
 * @param error why it failed, when no execution says so
 */
public record Verdict(
    State state,
    boolean beyondFailure,
    double start,
    double end,
    @Nullable String worker,
    @Nullable CellError error) {
  /** As in the run document. */
  public enum State {
    RAN,
    RESTORED,
    CURRENT,
    FAILED,
    ABORTED,
    FROZEN,
    SKIPPED
  }

  static Verdict of(State state, boolean beyondFailure) {
    return new Verdict(state, beyondFailure, 0, 0, null, null);
  }

  /** Whether later cells can build on it. */
  public boolean gives() {
    return state != State.FAILED && state != State.ABORTED && state != State.SKIPPED;
  }
}
