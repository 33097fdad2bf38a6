package dev.freshet.analyzer.semantics;

import java.util.Locale;

/**
 * What can be seen of code by looking at it, beside what running it does. Two texts that do the
 * same may differ in it.
 */
public enum Look {
  /** Docstrings. */
  DOCUMENTATION(1),
  ANNOTATIONS(2),
  /** The names of parameters, by which arguments are given. */
  PARAMETERS(4),
  /** The names of a function's other variables. */
  LOCALS(8),
  /** The statement as it is written. */
  TEXT(16),
  /** The comments above the statement. */
  COMMENTS(32),
  /** The whole cell: in which line something stands. */
  PLACE(64);

  /** What a signature shows, and what a library that is given a function may look at. */
  public static final int SIGNATURE = DOCUMENTATION.mask() | ANNOTATIONS.mask() | PARAMETERS.mask();

  /** Everything. */
  public static final int ALL = 127;

  private final int mask;

  Look(int mask) {
    this.mask = mask;
  }

  /** Its bit in a set of looks. */
  public int mask() {
    return mask;
  }

  /** The look of this name in the tables of effects. */
  public static Look of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
