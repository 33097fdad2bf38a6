package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.WithItem;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement, reduced to what it does with data. Branches and loops are taken one after the other,
 * once; the body of a function stands apart.
 *
 * @param targets what the value is given to
 * @param loop whether the targets get the elements of the value
 * @param body the body of a function
 * @param learns whether it divides rows, fits something or uses it
 */
record DataStep(
    List<Target> targets,
    @Nullable DataExpr value,
    boolean loop,
    List<DataStep> body,
    boolean learns) {
  private static final Pattern TEST_NAME =
      Pattern.compile("(?:.*_)?test(?:_.*)?|[Xxy]_?te|[Xxy]test", Pattern.CASE_INSENSITIVE);

  /**
   * What is bound: a name, part of what a name holds, or several at once.
   *
   * @param name empty for several, and for what has no name
   * @param isTest whether the name is one for test data
   */
  record Target(String name, boolean part, List<Target> several, boolean isTest) {
    Target {
      several = List.copyOf(several);
    }

    private Target(String name, boolean part, List<Target> several) {
      this(name, part, several, TEST_NAME.matcher(name).matches());
    }

    static Target of(Expr node) {
      if (node instanceof Expr.Name name) {
        return new Target(name.id(), false, List.of());
      }
      if (node instanceof Expr.Tuple tuple) {
        return new Target("", false, tuple.elts().stream().map(Target::of).toList());
      }
      if (node instanceof Expr.ListDisplay list) {
        return new Target("", false, list.elts().stream().map(Target::of).toList());
      }
      Target owner =
          node instanceof Expr.Subscript subscript
              ? of(subscript.value())
              : node instanceof Expr.Attribute attribute ? of(attribute.value()) : null;
      return new Target(owner == null ? "" : owner.name, true, List.of());
    }
  }

  DataStep {
    targets = List.copyOf(targets);
    body = List.copyOf(body);
  }

  private DataStep(
      List<Target> targets, @Nullable DataExpr value, boolean loop, List<DataStep> body) {
    this(
        targets,
        value,
        loop,
        body,
        (value != null && value.learns()) || body.stream().anyMatch(DataStep::learns));
  }

  static List<DataStep> of(List<Stmt> statements) {
    List<DataStep> steps = new ArrayList<>();
    statements.forEach(statement -> add(statement, steps));
    return steps;
  }

  private static void add(Stmt statement, List<DataStep> steps) {
    if (statement instanceof Stmt.Assign assign) {
      steps.add(step(assign.targets(), assign.value(), false));
    } else if (statement instanceof Stmt.AnnAssign assign && assign.value() != null) {
      steps.add(step(List.of(assign.target()), assign.value(), false));
    } else if (statement instanceof Stmt.AugAssign assign) {
      Target whole = Target.of(assign.target());
      Target part = new Target(whole.name, true, List.of());
      steps.add(new DataStep(List.of(part), DataExpr.of(assign.value()), false, List.of()));
    } else if (statement instanceof Stmt.ExprStmt expression) {
      steps.add(step(List.of(), expression.value(), false));
    } else if (statement instanceof Stmt.Return node && node.value() != null) {
      steps.add(step(List.of(), node.value(), false));
    } else if (statement instanceof Stmt.FunctionDef def) {
      steps.add(new DataStep(List.of(), null, false, of(def.body())));
    } else if (statement instanceof Stmt.ClassDef def) {
      steps.add(new DataStep(List.of(), null, false, of(def.body())));
    } else {
      nested(statement, steps);
    }
  }

  private static void nested(Stmt statement, List<DataStep> steps) {
    if (statement instanceof Stmt.For loop) {
      steps.add(step(List.of(loop.target()), loop.iter(), true));
      steps.addAll(of(loop.body()));
      steps.addAll(of(loop.orelse()));
    } else if (statement instanceof Stmt.While loop) {
      steps.addAll(of(loop.body()));
    } else if (statement instanceof Stmt.If branch) {
      steps.addAll(of(branch.body()));
      steps.addAll(of(branch.orelse()));
    } else if (statement instanceof Stmt.With with) {
      for (WithItem item : with.items()) {
        Expr target = item.optionalVars();
        steps.add(step(target == null ? List.of() : List.of(target), item.contextExpr(), false));
      }
      steps.addAll(of(with.body()));
    } else if (statement instanceof Stmt.Try node) {
      steps.addAll(of(node.body()));
      for (ExceptHandler handler : node.handlers()) {
        steps.addAll(of(handler.body()));
      }
      steps.addAll(of(node.orelse()));
      steps.addAll(of(node.finalbody()));
    }
  }

  private static DataStep step(List<Expr> targets, Expr value, boolean loop) {
    return new DataStep(
        targets.stream().map(Target::of).toList(), DataExpr.of(value), loop, List.of());
  }
}
