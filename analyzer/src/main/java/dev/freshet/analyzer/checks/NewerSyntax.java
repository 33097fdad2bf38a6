package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.syntax.NewSyntax;
import java.util.function.Consumer;

/** {@code syntax-error}: the notebook's Python is too old for what a cell says. */
final class NewerSyntax implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    checked.python().ifPresent(minor -> check(checked, minor, report));
  }

  private static void check(Checked checked, int minor, Consumer<Diagnostic> report) {
    for (int i = 0; i < checked.notes().size(); i++) {
      int cell = i;
      checked
          .notes()
          .get(i)
          .ifPresent(
              notes -> {
                for (NewSyntax each : notes.newer()) {
                  if (each.minor() > minor) {
                    report.accept(diagnostic(cell, each, minor));
                  }
                }
              });
    }
  }

  private static Diagnostic diagnostic(int cell, NewSyntax found, int minor) {
    String message =
        String.format(
            "%s need Python 3.%d or newer; this notebook's is 3.%d",
            found.what(), found.minor(), minor);
    return Diagnostic.of(
        Rule.SYNTAX_ERROR, cell, new SourceRange(found.start(), found.end()), message);
  }
}
