package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.CellFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** {@code exposed-secret} in code: whoever can read the notebook can use it. */
final class SourceSecrets implements CellCheck {
  @Override
  public void check(String source, CellFacts facts, Consumer<Diagnostic> report) {
    List<Secrets.Found> found = new ArrayList<>(Secrets.shapes(source));
    for (Secrets.Found assigned : Secrets.assigned(source)) {
      if (found.stream().noneMatch(f -> f.start() < assigned.end() && assigned.start() < f.end())) {
        found.add(assigned);
      }
    }
    for (Secrets.Found secret : found) {
      report.accept(
          Diagnostic.of(
              Rule.EXPOSED_SECRET,
              0,
              new SourceRange(secret.start(), secret.end()),
              secret.what()
                  + " stands in the code: take it from the environment (os.environ) or a keyring,"
                  + " and make a new one, since this one is known"));
    }
  }
}
