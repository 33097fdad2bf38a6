package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Keyword;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An expression, reduced to where its data come from: names, calls, parts of wholes.
 *
 * @param name a name's, or that of the function or method that is called
 * @param receiver what a method is called on, what a part is taken from
 * @param args arguments of a call, those that are called {@code X} and {@code y} first and second;
 *     members of a display
 * @param learns whether rows are divided, or something is fitted or used, somewhere in it
 */
record DataExpr(
    Kind kind,
    String name,
    @Nullable DataExpr receiver,
    List<DataExpr> args,
    SourceRange range,
    boolean learns) {
  enum Kind {
    NAME,
    CALL,
    PART,
    GROUP
  }

  private static final Set<String> FIRST = Set.of("X", "x", "raw_documents");

  DataExpr {
    args = List.copyOf(args);
  }

  private DataExpr(
      Kind kind, String name, @Nullable DataExpr receiver, List<DataExpr> args, SourceRange range) {
    this(
        kind,
        name,
        receiver,
        args,
        range,
        (kind == Kind.CALL && Estimators.isLearning(name))
            || (receiver != null && receiver.learns)
            || args.stream().anyMatch(DataExpr::learns));
  }

  static DataExpr of(Expr node) {
    SourceRange range = new SourceRange(node.start(), Math.max(node.start(), node.end()));
    if (node instanceof Expr.Name name) {
      return new DataExpr(Kind.NAME, name.id(), null, List.of(), range);
    }
    if (node instanceof Expr.Attribute attribute) {
      return new DataExpr(
          Kind.PART, attribute.attr().text(), of(attribute.value()), List.of(), range);
    }
    if (node instanceof Expr.Subscript subscript) {
      return new DataExpr(
          Kind.PART, "", of(subscript.value()), List.of(of(subscript.slice())), range);
    }
    if (node instanceof Expr.Call call) {
      return call(call, range);
    }
    if (node instanceof Expr.Tuple tuple) {
      return group(tuple.elts(), range);
    }
    if (node instanceof Expr.ListDisplay list) {
      return group(list.elts(), range);
    }
    // The complement of some rows is made of the others.
    boolean complement =
        node instanceof Expr.UnaryOp negation && negation.op() == UnaryOperator.INVERT;
    return group(complement ? List.of() : children(node), range);
  }

  private static DataExpr call(Expr.Call call, SourceRange range) {
    List<DataExpr> args = new ArrayList<>();
    call.args().forEach(arg -> args.add(of(arg)));
    for (Keyword keyword : call.keywords()) {
      Identifier arg = keyword.arg();
      if (arg != null && FIRST.contains(arg.text())) {
        args.add(0, of(keyword.value()));
      } else if (arg != null && arg.text().equals("y")) {
        args.add(of(keyword.value()));
      }
    }
    return call.func() instanceof Expr.Attribute method
        ? new DataExpr(Kind.CALL, method.attr().text(), of(method.value()), args, range)
        : new DataExpr(
            Kind.CALL, call.func() instanceof Expr.Name name ? name.id() : "", null, args, range);
  }

  private static DataExpr group(List<Expr> members, SourceRange range) {
    return new DataExpr(Kind.GROUP, "", null, members.stream().map(DataExpr::of).toList(), range);
  }

  private static List<Expr> children(Expr node) {
    List<Expr> children = new ArrayList<>();
    TreeWalk.within(
        node,
        child -> {
          if (child != node && child instanceof Expr expr) {
            children.add(expr);
            return false;
          }
          return true;
        });
    return children;
  }

  boolean isCall(String function) {
    return kind == Kind.CALL && name.equals(function);
  }
}
