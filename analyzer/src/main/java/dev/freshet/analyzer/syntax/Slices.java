package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import org.jspecify.annotations.Nullable;

/** The part of a slice from its first colon on. */
final class Slices {
  @Nullable Expr upper;
  @Nullable Expr step;

  Expr slice(int start, int end, @Nullable Expr lower) {
    return new Expr.Slice(start, end, lower, upper, step);
  }
}
