package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Set;

/** Refuses {@code from __future__} imports that are unknown or do not come first. */
final class Futures {
  private static final Set<String> KNOWN =
      Set.of(
          "nested_scopes",
          "generators",
          "division",
          "absolute_import",
          "with_statement",
          "print_function",
          "unicode_literals",
          "barry_as_FLUFL",
          "generator_stop",
          "annotations");

  private Futures() {}

  /** Checks the imports that were found anywhere in the given top-level statements. */
  static void check(List<Stmt.ImportFrom> imports, List<Stmt> body, Problems found) {
    int first = 0;
    boolean docstring = !body.isEmpty() && isText(body.get(0));
    for (int i = docstring ? 1 : 0; i < body.size() && imports.contains(body.get(i)); i++) {
      first++;
    }
    for (int i = 0; i < imports.size(); i++) {
      Stmt.ImportFrom each = imports.get(i);
      if (i >= first) {
        found.add(each.start(), each.end(), "from __future__ imports must occur at the beginning");
      }
      for (Alias alias : each.names()) {
        if (!KNOWN.contains(alias.name().text())) {
          found.add(alias.start(), alias.end(), "future feature is not defined");
        }
      }
    }
  }

  private static boolean isText(Stmt stmt) {
    return stmt instanceof Stmt.ExprStmt text
        && text.value() instanceof Expr.Constant constant
        && constant.value() instanceof Literal.Str;
  }
}
