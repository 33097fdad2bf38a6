package dev.freshet.analyzer.syntax.tree;

import org.jspecify.annotations.Nullable;

/** {@code arg=value} in a call or class header, or {@code **value} when the name is absent. */
public record Keyword(int start, int end, @Nullable Identifier arg, Expr value) implements Node {
  @Override
  public void parts(Parts to) {
    to.node(arg);
    to.node(value);
  }
}
