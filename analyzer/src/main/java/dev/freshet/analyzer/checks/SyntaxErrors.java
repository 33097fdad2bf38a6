package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.SyntaxProblem;
import java.util.function.Consumer;

/** {@code syntax-error}: Python would refuse the cell, so it may not be run. */
final class SyntaxErrors implements CellCheck {
  @Override
  public void check(String source, CellFacts facts, Consumer<Diagnostic> report) {
    for (SyntaxProblem problem : facts.problems()) {
      SourceRange range =
          new SourceRange(problem.start(), Math.max(problem.start(), problem.end()));
      report.accept(Diagnostic.of(Rule.SYNTAX_ERROR, 0, range, problem.message()));
    }
  }
}
