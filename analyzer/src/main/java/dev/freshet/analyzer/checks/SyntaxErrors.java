package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.SyntaxProblem;
import java.util.Optional;
import java.util.function.Consumer;

/** {@code syntax-error}: Python would refuse the cell, so it may not be run. */
final class SyntaxErrors implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (int cell = 0; cell < checked.facts().size(); cell++) {
      Optional<CellFacts> facts = checked.facts().get(cell);
      if (facts.isPresent()) {
        for (SyntaxProblem problem : facts.get().problems()) {
          report.accept(diagnostic(cell, problem));
        }
      }
    }
  }

  private static Diagnostic diagnostic(int cell, SyntaxProblem problem) {
    SourceRange range = new SourceRange(problem.start(), Math.max(problem.start(), problem.end()));
    return Diagnostic.of(Rule.SYNTAX_ERROR, cell, range, problem.message());
  }
}
