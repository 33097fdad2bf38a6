package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Leaves out of a body what does nothing or is never reached, and could as well not be there. */
public final class LiveCode {
  // What binds a name makes it local wherever it stands, and a yield makes a generator.
  private static final Set<Class<?>> DECLARING =
      Set.of(
          Stmt.Assign.class,
          Stmt.AugAssign.class,
          Stmt.AnnAssign.class,
          Stmt.TypeAlias.class,
          Stmt.Delete.class,
          Stmt.For.class,
          Stmt.With.class,
          Stmt.Match.class,
          Stmt.Import.class,
          Stmt.ImportFrom.class,
          Stmt.FunctionDef.class,
          Stmt.ClassDef.class,
          Stmt.Global.class,
          Stmt.Nonlocal.class,
          Stmt.CellMagic.class,
          Stmt.Broken.class,
          ExceptHandler.class,
          Expr.NamedExpr.class,
          Expr.Yield.class,
          Expr.YieldFrom.class,
          Expr.Await.class,
          Expr.LineMagic.class,
          Expr.Missing.class);

  private LiveCode() {}

  /** The statements of a body that matter. */
  static List<Stmt> of(List<Stmt> body) {
    List<Stmt> live = new ArrayList<>(body.size());
    add(body, live);
    return live;
  }

  /** Those of a function, whose end needs no return. */
  static List<Stmt> ofFunction(List<Stmt> body) {
    List<Stmt> live = of(body);
    int last = live.size() - 1;
    if (last >= 0 && live.get(last) instanceof Stmt.Return end && isNone(end.value())) {
      live.remove(last);
    }
    return live;
  }

  // Whether the body goes on after what was added.
  private static boolean add(List<Stmt> body, List<Stmt> live) {
    for (int i = 0; i < body.size(); i++) {
      Stmt statement = body.get(i);
      List<Stmt> taken = taken(statement);
      if (taken != null) {
        if (!add(taken, live)) {
          return false;
        }
      } else if (!isIdle(statement)) {
        live.add(statement);
        if (leaves(statement) && mayGo(body.subList(i + 1, body.size()))) {
          return false;
        }
      }
    }
    return true;
  }

  // The branch of an if whose test is a constant; null when both have to stay.
  private static @Nullable List<Stmt> taken(Stmt statement) {
    if (!(statement instanceof Stmt.If choice)) {
      return null;
    }
    if (isFalse(choice.test()) && mayGo(choice.body())) {
      return choice.orelse();
    }
    return isTrue(choice.test()) && mayGo(choice.orelse()) ? choice.body() : null;
  }

  private static boolean leaves(Stmt statement) {
    return statement instanceof Stmt.Return
        || statement instanceof Stmt.Raise
        || statement instanceof Stmt.Break
        || statement instanceof Stmt.Continue;
  }

  // A docstring, an ellipsis, pass.
  static boolean isIdle(Node statement) {
    return statement instanceof Stmt.Pass
        || (statement instanceof Stmt.ExprStmt only && only.value() instanceof Expr.Constant);
  }

  private static boolean mayGo(List<Stmt> body) {
    boolean[] may = {true};
    for (Stmt statement : body) {
      TreeWalk.all(statement, node -> may[0] &= !DECLARING.contains(node.getClass()));
    }
    return may[0];
  }

  static boolean isNone(@Nullable Node value) {
    return value == null
        || (value instanceof Expr.Constant constant && constant.value() == Literal.Singleton.NONE);
  }

  /** Whether the test never holds: {@code if False}, {@code while 0}. */
  public static boolean isFalse(Expr test) {
    return test instanceof Expr.Constant constant
        && (constant.value() == Literal.Singleton.FALSE
            || constant.value() == Literal.Singleton.NONE
            || (constant.value() instanceof Literal.Num number && number.text().equals("0")));
  }

  /** Whether it is known which way an if goes. */
  static boolean isDecided(Stmt.If choice) {
    return isFalse(choice.test()) || isTrue(choice.test());
  }

  private static boolean isTrue(Expr test) {
    return test instanceof Expr.Constant constant
        && (constant.value() == Literal.Singleton.TRUE
            || (constant.value() instanceof Literal.Num number && number.text().equals("1")));
  }
}
