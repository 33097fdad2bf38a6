package dev.freshet.analyzer.semantics.flow;

/** A part of the abstract state that statements look at: a slot, an object, a namespace. */
abstract class Place {
  /** The walk that looked at it last. */
  int seenBy;

  /**
   * How many of its parts differ from what they were when the former walk came to this statement.
   */
  int dirty;

  /** Places taken together: it differs when one of them does. */
  static final class All extends Place {}

  final boolean isDirty() {
    return dirty > 0;
  }
}
