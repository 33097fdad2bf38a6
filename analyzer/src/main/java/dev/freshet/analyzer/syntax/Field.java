package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** One replacement field of an f-string under construction. */
final class Field {
  final int start;
  @Nullable Expr value;
  int valueEnd;
  @Nullable Token equal;
  int conversion = -1;
  Expr.@Nullable JoinedStr spec;

  Field(Token open) {
    this.start = ParserBase.startOf(open);
    this.valueEnd = start + 1;
  }

  void value(Expr expr, int end) {
    value = expr;
    valueEnd = end;
  }

  void equal(Token token) {
    equal = token;
  }

  void spec(Expr.JoinedStr format) {
    spec = format;
  }
}
