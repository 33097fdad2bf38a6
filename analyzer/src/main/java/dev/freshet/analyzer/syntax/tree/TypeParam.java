package dev.freshet.analyzer.syntax.tree;

import org.jspecify.annotations.Nullable;

/** One type parameter of a generic function, class or type alias. */
public record TypeParam(
    int start,
    int end,
    Kind kind,
    Identifier name,
    @Nullable Expr bound,
    @Nullable Expr defaultValue)
    implements Node {
  /** {@code T}, {@code *Ts} or {@code **P}. */
  public enum Kind {
    TYPE_VAR,
    TYPE_VAR_TUPLE,
    PARAM_SPEC
  }

  @Override
  public void parts(Parts to) {
    to.value(kind);
    to.node(name);
    to.node(bound);
    to.node(defaultValue);
  }
}
