package dev.freshet.analyzer.checks;

import java.util.Locale;

/** How bad a finding is. */
public enum Severity {
  ERROR,
  WARNING,
  INFO,
  HINT;

  /** The name in JSON. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
