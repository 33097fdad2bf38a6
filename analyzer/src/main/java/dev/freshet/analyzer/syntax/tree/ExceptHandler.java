package dev.freshet.analyzer.syntax.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One {@code except type as name:} clause. */
public record ExceptHandler(
    int start, int end, @Nullable Expr type, @Nullable Identifier name, List<Stmt> body)
    implements Node {
  public ExceptHandler {
    body = List.copyOf(body);
  }

  @Override
  public void parts(Parts to) {
    to.node(type);
    to.node(name);
    to.nodes(body);
  }
}
