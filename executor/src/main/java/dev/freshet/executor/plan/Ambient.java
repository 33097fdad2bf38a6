package dev.freshet.executor.plan;

import java.util.Set;

/** Names of state that lives in no variable. */
public final class Ambient {
  private Ambient() {}

  /**
   * Stands for what a cell did to its process that no snapshot captures: a resident without a
   * value, which every later cell may see.
   */
  public static final String PROCESS = "@process";

  /**
   * Stands for the error of an earlier cell, as {@code sys.last_value} and {@code %tb} show it: a
   * resident, for its frames cannot move.
   */
  public static final String LAST_ERROR = "@last.error";

  /** matplotlib's parameters, the name of its backend among them. */
  static final String PLOTS = "@rcParams";

  /** What {@code _exit_code} is called: how the last shell command ended. */
  public static final String EXIT_CODE = "_exit_code";

  /** The texts of the cells above, as {@code In} and {@code %history} show them. */
  public static final String INPUTS = "@inputs";

  /**
   * Which names are visible, whatever their values, as {@code dir()} and {@code %who} show them.
   */
  public static final String NAMES = "@names";

  /** What follows from the cells above, and is not sent to workers. */
  public static final Set<String> OF_THE_PROGRAM = Set.of(INPUTS, NAMES);

  /** Whether it is something that Python offers to all code under a name of its own. */
  static boolean isBuiltin(String name) {
    return name.startsWith("@builtins.");
  }

  /** Generators of random numbers: drawing on one changes it. */
  public static final Set<String> GENERATORS = Set.of("@random", "@numpy.random", "@torch");

  /** State of which executions tell that they read it, so that nobody has to guess. */
  static final Set<String> SEEN_BY_READERS =
      Set.of("@random", "@numpy.random", "@torch", "@warnings.shown");
}
