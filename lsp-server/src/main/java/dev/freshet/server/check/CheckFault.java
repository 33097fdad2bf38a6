package dev.freshet.server.check;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Fault;
import java.util.List;
import java.util.Locale;

/**
 * A fault of Freshet itself on one notebook; all that it does not concern is told all the same.
 *
 * @param what one line for people: what failed, in which notebook and cell, and what is missing now
 */
public record CheckFault(String what, RuntimeException cause) {

  /** The checks that failed on a notebook. */
  public static List<CheckFault> of(String path, Analysis analysis) {
    return analysis.faults().stream().map(fault -> of(path, fault)).toList();
  }

  static CheckFault of(String path, Fault fault) {
    String cell =
        fault.cell().isPresent()
            ? String.format(Locale.ROOT, ", cell %d", fault.cell().getAsInt())
            : "";
    String what =
        "the check '%s' failed on %s%s (%s): what it would find is not told"
            .formatted(fault.rule().code(), path, cell, fault.cause());
    return new CheckFault(what, fault.cause());
  }

  /** The analysis of a notebook failed as a whole. */
  static CheckFault of(String path, RuntimeException cause) {
    return new CheckFault("the analysis of %s failed (%s)".formatted(path, cause), cause);
  }
}
