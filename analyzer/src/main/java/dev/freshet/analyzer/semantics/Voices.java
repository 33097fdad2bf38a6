package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Set;

/**
 * Which statements of a text may put something out. Whatever calls code may: only what plainly
 * calls none, or only builtins that compute, is silent. Warnings that an operator raises are not
 * thought of.
 */
public final class Voices {
  private static final Set<String> SILENT =
      Set.of(
          "abs",
          "bool",
          "dict",
          "enumerate",
          "float",
          "frozenset",
          "int",
          "isinstance",
          "len",
          "list",
          "max",
          "min",
          "range",
          "reversed",
          "round",
          "set",
          "sorted",
          "str",
          "sum",
          "tuple",
          "type",
          "zip");

  private boolean heard;

  private Voices() {}

  /** Whether a statement of a text may put something out at its place. */
  public static boolean mayPutOut(CellFacts facts, int statement) {
    List<Stmt> body = facts.statements();
    boolean shown = statement == body.size() - 1 && !facts.isSilent();
    if (body.get(statement) instanceof Stmt.ExprStmt && shown) {
      return true;
    }
    Voices voices = new Voices();
    voices.listen(body.get(statement));
    return voices.heard;
  }

  private void listen(Node node) {
    boolean loud =
        node instanceof Expr.Await
            || node instanceof Expr.LineMagic
            || node instanceof Expr.ShellCommand
            || node instanceof Expr.Help
            || node instanceof Stmt.CellMagic
            || node instanceof Stmt.Broken
            || node instanceof Stmt.Raise
            || node instanceof Stmt.Assert
            || node instanceof Stmt.With
            || (node instanceof Expr.Call call && !isSilent(call));
    heard |= loud;
    if (!heard) {
      TreeWalk.children(node, child -> descend(node, child));
    }
  }

  // The body of a function is not run where it stands; its decorators and defaults are.
  private void descend(Node owner, Node child) {
    boolean later =
        (owner instanceof Stmt.FunctionDef def && def.body().contains(child))
            || (owner instanceof Expr.Lambda lambda && lambda.body() == child);
    if (!later) {
      listen(child);
    }
  }

  private static boolean isSilent(Expr.Call call) {
    return call.func() instanceof Expr.Name name && SILENT.contains(name.id());
  }
}
