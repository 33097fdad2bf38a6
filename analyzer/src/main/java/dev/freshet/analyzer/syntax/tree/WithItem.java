package dev.freshet.analyzer.syntax.tree;

import org.jspecify.annotations.Nullable;

/** {@code contextExpr as optionalVars} of a {@code with} statement. */
public record WithItem(int start, int end, Expr contextExpr, @Nullable Expr optionalVars)
    implements Node {
  @Override
  public void parts(Parts to) {
    to.node(contextExpr);
    to.node(optionalVars);
  }
}
