package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;

/** Code whose bindings stay its own, as {@code %timeit} runs it. */
final class Apart {
  private Apart() {}

  static void run(Interpreter in, List<Stmt> body) {
    for (Stmt statement : body) {
      if (statement instanceof Stmt.Assign assign) {
        Value value = in.eval(assign.value());
        assign.targets().forEach(target -> bind(in, target, value));
      } else if (statement instanceof Stmt.ExprStmt only) {
        in.eval(only.value());
      } else {
        in.branches.walk(() -> in.run(statement));
      }
    }
  }

  private static void bind(Interpreter in, Expr target, Value value) {
    if (target instanceof Expr.Name name) {
      in.frame.vars.put(name.id(), Binding.local(value));
    } else if (target instanceof Expr.Tuple tuple) {
      tuple.elts().forEach(part -> bind(in, part, value));
    } else if (target instanceof Expr.ListDisplay list) {
      list.elts().forEach(part -> bind(in, part, value));
    } else {
      in.targets.assign(target, value);
    }
  }
}
