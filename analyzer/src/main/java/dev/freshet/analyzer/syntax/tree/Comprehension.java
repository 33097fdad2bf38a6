package dev.freshet.analyzer.syntax.tree;

import java.util.List;

/** One {@code for target in iter if ...} of a comprehension. */
public record Comprehension(
    int start, int end, Expr target, Expr iter, List<Expr> ifs, boolean isAsync) implements Node {
  public Comprehension {
    ifs = List.copyOf(ifs);
  }

  @Override
  public void parts(Parts to) {
    to.node(target);
    to.node(iter);
    to.nodes(ifs);
    to.mark(isAsync);
  }
}
