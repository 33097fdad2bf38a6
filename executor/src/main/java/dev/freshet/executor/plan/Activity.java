package dev.freshet.executor.plan;

/** What happens with a cell at the moment. */
public enum Activity {
  IDLE,
  QUEUED,
  RUNNING
}
