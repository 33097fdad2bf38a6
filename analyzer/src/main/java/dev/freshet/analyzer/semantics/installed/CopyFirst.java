package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;

/** Ways in which code copies what it is given before it changes it: they count as always taken. */
final class CopyFirst {
  private CopyFirst() {}

  /**
   * {@code if not copied: x = x.copy(); copied = True}: where the flag is set it was done before.
   */
  static boolean isOnce(Stmt.If node) {
    if (!(node.test() instanceof Expr.UnaryOp not
        && not.op() == UnaryOperator.NOT
        && not.operand() instanceof Expr.Name flag
        && node.orelse().isEmpty())) {
      return false;
    }
    return node.body().stream()
        .anyMatch(
            stmt ->
                stmt instanceof Stmt.Assign set
                    && set.targets().get(0) instanceof Expr.Name name
                    && name.id().equals(flag.id())
                    && set.value() instanceof Expr.Constant constant
                    && constant.value() == Literal.Singleton.TRUE);
  }

  /** {@code def f(x, copy=True): if copy: x = x.copy()}. Who asks for no copy is not told apart. */
  static boolean isAsked(Stmt.If node, Walk walk) {
    Callee callee = walk.callee;
    return callee != null
        && node.orelse().isEmpty()
        && node.test() instanceof Expr.Name flag
        && flag.id().contains("copy")
        && walk.isParameter(flag.id())
        && callee.standard(flag.id()) instanceof Expr.Constant constant
        && constant.value() == Literal.Singleton.TRUE;
  }
}
