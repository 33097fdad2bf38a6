package dev.freshet.analyzer.checks;

import java.util.Map;

/**
 * What the user wants to be told of one notebook.
 *
 * @param severities other severities than the usual ones
 */
public record CheckSettings(Selection selection, Map<Rule, Severity> severities) {
  public CheckSettings {
    severities = Map.copyOf(severities);
  }

  /** What holds where nothing was said. */
  public static CheckSettings standard() {
    return new CheckSettings(Selection.standard(), Map.of());
  }

  Severity severity(Diagnostic diagnostic) {
    return Rule.of(diagnostic.code()).map(severities::get).orElse(diagnostic.severity());
  }
}
