package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names under which IPython keeps results: {@code _}, {@code __}, {@code ___}, {@code _5},
 * {@code Out}. They are bound when a cell ends in an expression that is shown, which may be {@code
 * None} and then is not kept. They are no writes of the cell, but reads of them have sources.
 */
final class Outputs {
  private static final List<String> RECENT = List.of("___", "__", "_");
  private static final String ALL = "Out";

  private final Interpreter in;

  Outputs(Interpreter in) {
    this.in = in;
  }

  /**
   * Ends a cell whose last statement gave the value.
   *
   * @param executed how many cells with statements come before
   */
  void endCell(CellFacts facts, Value last, int executed) {
    List<Stmt> statements = facts.statements();
    if (statements.isEmpty()) {
      return;
    }
    if (statements.get(statements.size() - 1) instanceof Stmt.ExprStmt only
        && !facts.isSilent()
        && !(only.value() instanceof Expr.Help)) {
      keep(last, executed + 1);
      in.surroundings.ofResult(only);
    }
    in.surroundings.ofCell(statements.get(statements.size() - 1));
  }

  private void keep(Value value, int count) {
    Binding now = Binding.by(in.unit.number(), value);
    for (int i = 0; i + 1 < RECENT.size(); i++) {
      Binding newer = in.notebook.vars.get(RECENT.get(i + 1));
      if (newer != null) {
        join(RECENT.get(i), newer);
      }
    }
    join(RECENT.get(RECENT.size() - 1), now);
    join("_" + count, now);
    join(ALL, now);
  }

  private void join(String name, Binding now) {
    Binding old = in.notebook.vars.get(name);
    in.notebook.vars.put(name, old == null ? now : old.join(now));
  }

  /** {@code _5} for {@code Out[5]}. */
  static @Nullable String place(Expr.Subscript node) {
    return node.value() instanceof Expr.Name name
            && (name.id().equals(ALL) || name.id().equals("_oh"))
            && node.slice() instanceof Expr.Constant constant
            && constant.value() instanceof Literal.Num number
        ? "_" + number.text()
        : null;
  }
}
