package dev.freshet.analyzer.checks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The kinds of findings there are: the one place that names their codes. A code never changes its
 * meaning and is never used again.
 *
 * <p>Severities: an error is what fails in a fresh run or must not be shared; a warning is what
 * makes the notebook say something that a fresh run does not; information and hints are worth a
 * look. Rules that are off by default are true but seldom urgent: they speak when they are
 * selected.
 */
public enum Rule {
  SYNTAX_ERROR(Severity.ERROR, "Python would refuse the cell"),
  UNDEFINED_NAME(Severity.ERROR, "a name that nothing in the notebook defines"),
  USED_BEFORE_DEFINITION(Severity.ERROR, "a name that is defined only further down"),
  HIDDEN_STATE(Severity.ERROR, "a cell that ran with a name that no cell defines any more"),
  ORDER_DEPENDENCE(Severity.WARNING, "cells whose last runs were not in the notebook's order"),
  FILE_FEEDBACK(Severity.WARNING, "a file that is read above the cell that writes it"),
  REDEFINED_HELPER(Severity.WARNING, "a new definition that changes what earlier functions do"),
  TEST_DATA_LEAK(Severity.WARNING, "test data that takes part in fitting"),
  MISSING_PATH(Severity.WARNING, "a file that is read but not there"),
  ABSOLUTE_PATH(Severity.WARNING, "a path that exists on one machine only"),
  EXPOSED_SECRET(Severity.ERROR, "a password, token or private key in the file"),
  SHADOWED_IMPORT(Severity.WARNING, "an imported name that is bound to something else"),
  SHADOWED_BUILTIN(Severity.INFO, "a built-in name that is bound to something else"),
  UNSEEDED_RANDOMNESS(Severity.INFO, "random numbers that differ from run to run"),
  NON_IDEMPOTENT(Severity.INFO, "a cell that gives another result each time it runs"),
  NOT_SERIALIZABLE(Severity.INFO, "a value that must stay in the process that made it"),
  OPEN_WORLD(Severity.INFO, "a cell that may read or write any name"),
  LARGE_OUTPUT(Severity.INFO, "an output that makes the file large"),
  UNUSED_SUPPRESSION(Severity.WARNING, "a comment that suppresses no finding"),
  UNUSED_DEFINITION(Severity.HINT, "an import, function or class that nothing uses"),
  UNUSED_VALUE(Severity.HINT, "a name for a value that nothing uses", Standing.OFF),
  MULTIPLE_DEFINITION(
      Severity.HINT, "a name that is defined again after it was used", Standing.OFF),
  DISTANT_MUTATION(Severity.HINT, "a value that is changed far from its definition", Standing.OFF);

  private enum Standing {
    ON,
    OFF
  }

  private final Severity severity;
  private final String summary;
  private final Standing standing;

  Rule(Severity severity, String summary) {
    this(severity, summary, Standing.ON);
  }

  Rule(Severity severity, String summary, Standing standing) {
    this.severity = severity;
    this.summary = summary;
    this.standing = standing;
  }

  /** The rule with a code. */
  public static Optional<Rule> of(String code) {
    return Arrays.stream(values()).filter(rule -> rule.code().equals(code)).findFirst();
  }

  /** The stable name, such as {@code undefined-name}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** How bad its findings are unless the user says otherwise. */
  public Severity severity() {
    return severity;
  }

  /** What it finds: a noun phrase in lower case, without a full stop. */
  public String summary() {
    return summary;
  }

  /** The page that explains it, relative to the root of the project. */
  public String docs() {
    return "docs/checks/" + code() + ".md";
  }

  /** Whether its findings are shown when nothing is selected. */
  public boolean onByDefault() {
    return standing == Standing.ON;
  }

  /** Whether some of its findings carry a {@link Diagnostic.Fix}. */
  public boolean fixable() {
    return this == ABSOLUTE_PATH || this == UNUSED_DEFINITION || this == UNUSED_SUPPRESSION;
  }
}
