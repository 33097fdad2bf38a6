package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.syntax.Parser;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Optional;

/** The expression in which a cell ends, and whose value is shown below it. */
public final class ShownExpression {
  private ShownExpression() {}

  /**
   * Where it lies; none where a cell ends otherwise, in a semicolon, in what only IPython reads
   * (magics, shell commands, help), or cannot be read.
   */
  public static Optional<SourceRange> of(String source) {
    CellFacts facts = CellFacts.of(source, Parser.parse(source));
    List<Stmt> body = facts.statements();
    if (body.isEmpty() || facts.isSilent() || !facts.problems().isEmpty()) {
      return Optional.empty();
    }
    return body.get(body.size() - 1) instanceof Stmt.ExprStmt last && isPython(last.value())
        ? Optional.of(new SourceRange(last.start(), last.end()))
        : Optional.empty();
  }

  private static boolean isPython(Expr value) {
    return !(value instanceof Expr.LineMagic
        || value instanceof Expr.ShellCommand
        || value instanceof Expr.Help);
  }
}
