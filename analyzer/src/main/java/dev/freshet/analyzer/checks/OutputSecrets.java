package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.StoredOutputs;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code exposed-secret} in what the file keeps of a cell's last run. */
final class OutputSecrets implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (int i = 0; i < checked.notebook().cells().size(); i++) {
      Optional<StoredOutputs> outputs = checked.outputs(i);
      if (outputs.isPresent()) {
        int cell = i;
        outputs.get().texts().stream()
            .flatMap(text -> Secrets.shapes(text).stream())
            .map(Secrets.Found::what)
            .distinct()
            .forEach(what -> report.accept(diagnostic(checked, cell, what)));
      }
    }
  }

  private static Diagnostic diagnostic(Checked checked, int cell, String what) {
    return Diagnostic.of(
        Rule.EXPOSED_SECRET,
        cell,
        LargeOutputs.headline(checked, cell),
        what
            + " stands in an output of this cell: clear the output, and make a new one, since this"
            + " one is known");
  }
}
