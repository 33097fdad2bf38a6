package dev.freshet.server.cli;

import dev.freshet.analyzer.checks.Diagnostic;
import java.util.List;

/**
 * Which diagnostics the user wants. A code is chosen by itself or by the beginning of its name.
 *
 * @param selected empty for all
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
    return (selected.isEmpty() || matches(selected, code)) && !matches(ignored, code);
  }

  private static boolean matches(List<String> choices, String code) {
    return choices.stream().anyMatch(choice -> !choice.isEmpty() && code.startsWith(choice));
  }
}
