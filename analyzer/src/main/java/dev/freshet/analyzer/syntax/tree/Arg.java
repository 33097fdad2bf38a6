package dev.freshet.analyzer.syntax.tree;

import org.jspecify.annotations.Nullable;

/** One parameter of a function or lambda; its default is kept with it. */
public record Arg(
    int start, int end, Identifier arg, @Nullable Expr annotation, @Nullable Expr defaultValue)
    implements Node {
  @Override
  public void parts(Parts to) {
    to.node(arg);
    to.node(annotation);
    to.node(defaultValue);
  }
}
