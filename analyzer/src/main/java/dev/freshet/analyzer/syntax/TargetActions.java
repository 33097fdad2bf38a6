package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.List;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** Refuses what cannot be assigned to or deleted. */
abstract class TargetActions extends PatternActions {
  TargetActions(TokenStream input) {
    super(input);
  }

  /** The targets of {@code for}: one, or a tuple without parentheses. */
  Expr targets(Token start, Expr only, @Nullable Items<Expr> all) {
    Expr targets = all == null ? only : new Expr.Tuple(at(start), end(), all.toList());
    checkTarget(targets);
    return targets;
  }

  /** Checks a target of assignment, {@code for}, {@code with} or a comprehension. */
  void checkTarget(Expr target) {
    if (target instanceof Expr.Tuple tuple) {
      checkTargets(tuple.elts());
    } else if (target instanceof Expr.ListDisplay list) {
      checkTargets(list.elts());
    } else if (target instanceof Expr.Starred) {
      problem(target, "starred assignment target must be in a list or tuple");
    } else {
      checkSingleTarget(target, "cannot assign to this expression");
    }
  }

  private void checkTargets(List<Expr> targets) {
    boolean starred = false;
    for (Expr target : targets) {
      if (target instanceof Expr.Starred star) {
        if (starred) {
          problem(target, "multiple starred expressions in assignment");
        }
        starred = true;
        checkTarget(star.value());
      } else {
        checkTarget(target);
      }
    }
  }

  /** Only a name, attribute or subscript will do; code that is already broken is let off. */
  void checkSingleTarget(Expr target, String message) {
    if (target instanceof Expr.Name name) {
      if (name.id().equals("__debug__")) {
        problem(target, "cannot assign to __debug__");
      }
    } else if (!(target instanceof Expr.Attribute
        || target instanceof Expr.Subscript
        || target instanceof Expr.Missing)) {
      problem(target, message);
    }
  }

  void checkDeleted(Expr target) {
    if (target instanceof Expr.Tuple tuple) {
      tuple.elts().forEach(this::checkDeleted);
    } else if (target instanceof Expr.ListDisplay list) {
      list.elts().forEach(this::checkDeleted);
    } else {
      checkSingleTarget(target, "cannot delete this expression");
    }
  }
}
