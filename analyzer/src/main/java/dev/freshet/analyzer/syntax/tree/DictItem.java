package dev.freshet.analyzer.syntax.tree;

import org.jspecify.annotations.Nullable;

/** {@code key: value} of a dict display, or {@code **value} when the key is absent. */
public record DictItem(int start, int end, @Nullable Expr key, Expr value) implements Node {
  @Override
  public void parts(Parts to) {
    to.node(key);
    to.node(value);
  }
}
