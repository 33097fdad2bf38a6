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
  private static final String ALL = "Out";

  /** A name's place says how many newer results it passes over. */
  private static final List<String> RECENT = List.of("_", "__", "___");

  private final Interpreter in;

  Outputs(Interpreter in) {
    this.in = in;
  }

  /** Ends a cell whose last statement gave the value. */
  void endCell(CellFacts facts, Value last) {
    List<Stmt> statements = facts.statements();
    if (statements.isEmpty()) {
      return;
    }
    if (statements.get(statements.size() - 1) instanceof Stmt.ExprStmt only
        && !facts.isSilent()
        && !(only.value() instanceof Expr.Help)) {
      keep(last, in.executed() + 1);
      in.surroundings.ofResult(only);
      in.spelling.shown(last);
    }
    in.surroundings.ofCell(statements.get(statements.size() - 1));
  }

  private void keep(Value value, int count) {
    Binding now = Binding.by(in.unit.number(), value);
    Binding old = in.notebook.vars.get("_" + count);
    in.notebook.vars.put("_" + count, old == null ? now : old.join(now));
  }

  /**
   * What one of the names for several results may be, found when it is asked for: any result that
   * is not too new for the name. Null for other names, and when there is no result.
   */
  @Nullable Binding binding(String name) {
    boolean all = name.equals(ALL);
    if (!all && (name.isEmpty() || name.charAt(0) != '_')) {
      return null;
    }
    int newest = all ? 0 : RECENT.indexOf(name);
    if (newest < 0) {
      return null;
    }
    Binding found = null;
    for (int i = in.executed(); i > 0; i--) {
      Binding result = in.notebook.vars.get("_" + i);
      if (result != null && --newest < 0) {
        found = found == null ? result : result.join(found);
      }
    }
    return found;
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
