package dev.freshet.executor.plan;

/** How much of the notebook a request is about; cells that are current are left alone. */
public enum Wanted {
  /** The whole notebook. */
  ALL,
  /** The named cells and their ancestors. */
  CELLS,
  /** The named cells, their descendants, and the ancestors of all these. */
  AFFECTED,
  /** Every cell that is not current. */
  STALE
}
