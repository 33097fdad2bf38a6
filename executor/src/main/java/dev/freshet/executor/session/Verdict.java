package dev.freshet.executor.session;

import dev.freshet.executor.plan.CellError;
import org.jspecify.annotations.Nullable;

/**
 * What became of a cell in this run, for as long as no earlier cell takes it back.
 *
 * @param beyondFailure it was executed although a cell above it failed
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

  /** Of a cell that was not executed. */
  static Verdict of(State state) {
    return new Verdict(state, false, 0, 0, null, null);
  }

  Verdict beyondFailure(boolean beyond) {
    return new Verdict(state, beyond, start, end, worker, error);
  }
}
