package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Keyword;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Operator;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A statement that surely does something else when it is run a second time.
 *
 * @param name what it changes
 * @param inPlace whether it changes the object, not the name
 * @param consequence what a second run does, as the rest of a sentence
 */
record Repeat(String name, boolean inPlace, String consequence) {
  private static final Set<Operator> ARITHMETIC =
      EnumSet.of(
          Operator.ADD,
          Operator.SUB,
          Operator.MULT,
          Operator.DIV,
          Operator.POW,
          Operator.FLOOR_DIV,
          Operator.MAT_MULT);
  private static final Set<String> GROWING = Set.of("append", "extend", "insert", "appendleft");
  private static final Set<String> SHRINKING = Set.of("pop", "popleft");
  private static final Set<String> JOINING =
      Set.of("concat", "concatenate", "vstack", "hstack", "append");

  /**
   * One in a cell.
   *
   * @param unit the index of the top-level statement that it is in
   */
  record At(int unit, Stmt statement, Repeat repeat) {}

  /** Those in a text that are run each time, in order. */
  static List<At> in(List<Stmt> statements, String source) {
    List<At> found = new ArrayList<>();
    for (int i = 0; i < statements.size(); i++) {
      find(i, statements.get(i), source, found);
    }
    return found;
  }

  private static void find(int unit, Stmt statement, String source, List<At> found) {
    if (statement instanceof Stmt.For loop) {
      loop.body().forEach(each -> find(unit, each, source, found));
    } else if (statement instanceof Stmt.With with) {
      with.body().forEach(each -> find(unit, each, source, found));
    } else {
      of(statement, source).ifPresent(repeat -> found.add(new At(unit, statement, repeat)));
    }
  }

  private static Optional<Repeat> of(Stmt statement, String source) {
    if (statement instanceof Stmt.AugAssign assign) {
      boolean inPlace = !(assign.target() instanceof Expr.Name);
      boolean adds = ARITHMETIC.contains(assign.op()) && !isNeutral(assign);
      // weights /= weights.sum() does no more the second time.
      return root(assign.target())
          .filter(name -> adds && mentions(assign.value(), name) == 0)
          .map(name -> changed(name, inPlace));
    }
    if (statement instanceof Stmt.Assign assign && assign.targets().size() == 1) {
      return ofAssignment(assign.targets().get(0), assign.value(), source);
    }
    return statement instanceof Stmt.ExprStmt expression
            && expression.value() instanceof Expr.Call call
        ? ofCall(call)
        : Optional.empty();
  }

  private static Repeat changed(String name, boolean inPlace) {
    return new Repeat(name, inPlace, "changes " + name + " twice");
  }

  // total += 0 and factor *= 1 leave things as they are.
  private static boolean isNeutral(Stmt.AugAssign assign) {
    boolean sum = assign.op() == Operator.ADD || assign.op() == Operator.SUB;
    return assign.value() instanceof Expr.Constant constant
        && constant.value() instanceof Literal.Num number
        && number.text().equals(sum ? "0" : "1");
  }

  private static Optional<Repeat> ofAssignment(Expr target, Expr value, String source) {
    String text = source.substring(target.start(), target.end());
    Optional<String> owner = root(target);
    if (isOperand(value, text, source) && owner.isPresent() && mentions(value, owner.get()) == 1) {
      return root(target).map(name -> changed(name, !(target instanceof Expr.Name)));
    }
    if (target instanceof Expr.Name name && value instanceof Expr.Call call) {
      if (isJoin(call, name.id())) {
        return Optional.of(
            new Repeat(name.id(), false, "adds the same to " + name.id() + " again"));
      }
      return call.func() instanceof Expr.Attribute method && isName(method.value(), name.id())
          ? ofMethod(name.id(), call, method, false)
          : Optional.empty();
    }
    return Optional.empty();
  }

  /** Whether the text stands in the value as an operand: {@code x} in {@code 2 * (x + 1)}. */
  private static boolean isOperand(Expr value, String text, String source) {
    if (!(value instanceof Expr.BinOp operation) || !ARITHMETIC.contains(operation.op())) {
      return false;
    }
    for (Expr side : List.of(operation.left(), operation.right())) {
      if (source.substring(side.start(), side.end()).equals(text)
          || isOperand(side, text, source)) {
        return true;
      }
    }
    return false;
  }

  // df = pd.concat([df, more])
  private static boolean isJoin(Expr.Call call, String name) {
    if (!(call.func() instanceof Expr.Attribute function)
        || !JOINING.contains(function.attr().text())
        || call.args().isEmpty()) {
      return false;
    }
    Expr first = call.args().get(0);
    List<Expr> parts =
        first instanceof Expr.ListDisplay list
            ? list.elts()
            : first instanceof Expr.Tuple tuple ? tuple.elts() : List.of(first);
    return parts.stream().anyMatch(part -> isName(part, name));
  }

  private static Optional<Repeat> ofCall(Expr.Call call) {
    if (!(call.func() instanceof Expr.Attribute method)
        || !(method.value() instanceof Expr.Name name)) {
      return Optional.empty();
    }
    String what = method.attr().text();
    if (GROWING.contains(what)) {
      return Optional.of(new Repeat(name.id(), true, "adds the same to " + name.id() + " again"));
    }
    if (SHRINKING.contains(what)) {
      return Optional.of(new Repeat(name.id(), true, "takes something else from " + name.id()));
    }
    return isConstant(call, "inplace", Literal.Singleton.TRUE)
        ? ofMethod(name.id(), call, method, true)
        : Optional.empty();
  }

  // The columns that pandas takes away, or makes the index, are not there the second time.
  private static Optional<Repeat> ofMethod(
      String name, Expr.Call call, Expr.Attribute method, boolean inPlace) {
    boolean named = !call.args().isEmpty() || keyword(call, "columns") != null;
    boolean fails =
        switch (method.attr().text()) {
          case "drop" -> named || keyword(call, "index") != null;
          case "set_index" ->
              (named || keyword(call, "keys") != null)
                  && !isConstant(call, "drop", Literal.Singleton.FALSE);
          default -> false;
        };
    // What is looked up in the frame itself is not there the second time: nothing is dropped.
    boolean own =
        call.args().stream().anyMatch(arg -> mentions(arg, name) > 0)
            || call.keywords().stream().anyMatch(k -> mentions(k.value(), name) > 0);
    return fails && !own && keyword(call, "errors") == null
        ? Optional.of(
            new Repeat(name, inPlace, "fails, because " + name + " no longer has what it takes"))
        : Optional.empty();
  }

  private static boolean isConstant(Expr.Call call, String keyword, Literal value) {
    return keyword(call, keyword) instanceof Expr.Constant constant
        && constant.value().equals(value);
  }

  private static @Nullable Expr keyword(Expr.Call call, String name) {
    for (Keyword keyword : call.keywords()) {
      Identifier arg = keyword.arg();
      if (arg != null && arg.text().equals(name)) {
        return keyword.value();
      }
    }
    return null;
  }

  private static Optional<String> root(Expr target) {
    if (target instanceof Expr.Name name) {
      return Optional.of(name.id());
    }
    if (target instanceof Expr.Subscript subscript) {
      return root(subscript.value());
    }
    return target instanceof Expr.Attribute attribute ? root(attribute.value()) : Optional.empty();
  }

  private static int mentions(Expr expr, String name) {
    int[] count = {0};
    TreeWalk.all(
        expr, node -> count[0] += node instanceof Expr.Name n && n.id().equals(name) ? 1 : 0);
    return count[0];
  }

  private static boolean isName(Expr expr, String name) {
    return expr instanceof Expr.Name other && other.id().equals(name);
  }
}
