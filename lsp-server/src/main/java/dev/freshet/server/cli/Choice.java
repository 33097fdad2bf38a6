package dev.freshet.server.cli;

import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Rule;
import java.util.List;

/**
 * Which diagnostics the user wants. A code is chosen by itself or by the beginning of its name.
 *
 * @param selected empty for those that are on by default
 */
record Choice(List<String> selected, List<String> ignored) {
  Choice {
    selected = List.copyOf(selected);
    ignored = List.copyOf(ignored);
  }

  List<Diagnostic> of(List<Diagnostic> diagnostics) {
    return diagnostics.stream().filter(d -> isWanted(d.code())).toList();
  }

  private boolean isWanted(String code) {
    return (selected.isEmpty() ? isOnByDefault(code) : matches(selected, code))
        && !matches(ignored, code);
  }

  private static boolean isOnByDefault(String code) {
    return Rule.of(code).map(Rule::onByDefault).orElse(true);
  }

  private static boolean matches(List<String> choices, String code) {
    return choices.stream().anyMatch(choice -> !choice.isEmpty() && code.startsWith(choice));
  }
}
