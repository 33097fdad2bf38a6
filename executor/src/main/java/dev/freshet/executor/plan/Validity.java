package dev.freshet.executor.plan;

/** Whether a cell's shown result is what a fresh run would give; derived, never set. */
public enum Validity {
  NEVER_RUN,
  CURRENT,
  STALE,
  FAILED,
  ABORTED
}
