package dev.freshet.analyzer.syntax.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One {@code case pattern if guard:} clause. */
public record MatchCase(int start, int end, Pattern pattern, @Nullable Expr guard, List<Stmt> body)
    implements Node {
  public MatchCase {
    body = List.copyOf(body);
  }

  @Override
  public void parts(Parts to) {
    to.node(pattern);
    to.node(guard);
    to.nodes(body);
  }
}
