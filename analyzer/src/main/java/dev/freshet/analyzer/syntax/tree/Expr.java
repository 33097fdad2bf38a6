package dev.freshet.analyzer.syntax.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** An expression. */
public sealed interface Expr extends Node {
  /** Calls the method of the visitor that is meant for this kind of node. */
  <R> R accept(Visitor<R> visitor);

  /** {@code a and b and c}. */
  record BoolOp(int start, int end, BoolOperator op, List<Expr> values) implements Expr {
    public BoolOp {
      values = List.copyOf(values);
    }

    @Override
    public void parts(Parts to) {
      to.value(op);
      to.nodes(values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBoolOp(this);
    }
  }

  /** {@code target := value}; the target is a {@link Name} unless the code is wrong. */
  record NamedExpr(int start, int end, Expr target, Expr value) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(target);
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNamedExpr(this);
    }
  }

  /** {@code left + right}. */
  record BinOp(int start, int end, Expr left, Operator op, Expr right) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(left);
      to.value(op);
      to.node(right);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBinOp(this);
    }
  }

  /** {@code -operand}. */
  record UnaryOp(int start, int end, UnaryOperator op, Expr operand) implements Expr {
    @Override
    public void parts(Parts to) {
      to.value(op);
      to.node(operand);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitUnaryOp(this);
    }
  }

  /** {@code lambda args: body}. */
  record Lambda(int start, int end, Arguments args, Expr body) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(args);
      to.node(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLambda(this);
    }
  }

  /** {@code body if test else orelse}. */
  record IfExp(int start, int end, Expr test, Expr body, Expr orelse) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(test);
      to.node(body);
      to.node(orelse);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIfExp(this);
    }
  }

  /** {@code {k: v, **rest}}. */
  record Dict(int start, int end, List<DictItem> items) implements Expr {
    public Dict {
      items = List.copyOf(items);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(items);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDict(this);
    }
  }

  /** {@code {a, b}}; {@code Set} in CPython. */
  record SetDisplay(int start, int end, List<Expr> elts) implements Expr {
    public SetDisplay {
      elts = List.copyOf(elts);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(elts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSetDisplay(this);
    }
  }

  /** {@code [elt for ...]}. */
  record ListComp(int start, int end, Expr elt, List<Comprehension> generators) implements Expr {
    public ListComp {
      generators = List.copyOf(generators);
    }

    @Override
    public void parts(Parts to) {
      to.node(elt);
      to.nodes(generators);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitListComp(this);
    }
  }

  /** {@code {elt for ...}}. */
  record SetComp(int start, int end, Expr elt, List<Comprehension> generators) implements Expr {
    public SetComp {
      generators = List.copyOf(generators);
    }

    @Override
    public void parts(Parts to) {
      to.node(elt);
      to.nodes(generators);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSetComp(this);
    }
  }

  /** {@code {key: value for ...}}; without key, {@code {**value for ...}}. */
  record DictComp(
      int start, int end, @Nullable Expr key, Expr value, List<Comprehension> generators)
      implements Expr {
    public DictComp {
      generators = List.copyOf(generators);
    }

    @Override
    public void parts(Parts to) {
      to.node(key);
      to.node(value);
      to.nodes(generators);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDictComp(this);
    }
  }

  /** {@code (elt for ...)}. */
  record GeneratorExp(int start, int end, Expr elt, List<Comprehension> generators)
      implements Expr {
    public GeneratorExp {
      generators = List.copyOf(generators);
    }

    @Override
    public void parts(Parts to) {
      to.node(elt);
      to.nodes(generators);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitGeneratorExp(this);
    }
  }

  /** {@code await value}. */
  record Await(int start, int end, Expr value) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAwait(this);
    }
  }

  /** {@code yield value}. */
  record Yield(int start, int end, @Nullable Expr value) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitYield(this);
    }
  }

  /** {@code yield from value}. */
  record YieldFrom(int start, int end, Expr value) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitYieldFrom(this);
    }
  }

  /** {@code left < b <= c}. */
  record Compare(int start, int end, Expr left, List<CmpOperator> ops, List<Expr> comparators)
      implements Expr {
    public Compare {
      ops = List.copyOf(ops);
      comparators = List.copyOf(comparators);
    }

    @Override
    public void parts(Parts to) {
      to.node(left);
      to.values(ops);
      to.nodes(comparators);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCompare(this);
    }
  }

  /** {@code func(args, name=value)}. */
  record Call(int start, int end, Expr func, List<Expr> args, List<Keyword> keywords)
      implements Expr {
    public Call {
      args = List.copyOf(args);
      keywords = List.copyOf(keywords);
    }

    @Override
    public void parts(Parts to) {
      to.node(func);
      to.nodes(args);
      to.nodes(keywords);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCall(this);
    }
  }

  /** One field of an f-string; conversion is {@code -1} or the character after {@code !}. */
  record FormattedValue(
      int start, int end, Expr value, int conversion, @Nullable JoinedStr formatSpec)
      implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
      to.number(conversion);
      to.node(formatSpec);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFormattedValue(this);
    }
  }

  /** One field of a t-string, with its source text. */
  record Interpolation(
      int start, int end, Expr value, String str, int conversion, @Nullable JoinedStr formatSpec)
      implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
      to.text(str);
      to.number(conversion);
      to.node(formatSpec);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitInterpolation(this);
    }
  }

  /** An f-string: {@link Constant} and {@link FormattedValue} parts. */
  record JoinedStr(int start, int end, List<Expr> values) implements Expr {
    public JoinedStr {
      values = List.copyOf(values);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitJoinedStr(this);
    }
  }

  /** A t-string: {@link Constant} and {@link Interpolation} parts. */
  record TemplateStr(int start, int end, List<Expr> values) implements Expr {
    public TemplateStr {
      values = List.copyOf(values);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(values);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTemplateStr(this);
    }
  }

  /** A literal; adjacent string literals are one constant. */
  record Constant(int start, int end, Literal value) implements Expr {
    @Override
    public void parts(Parts to) {
      to.value(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitConstant(this);
    }
  }

  /** {@code value.attr}; while it is being typed, attr may be empty. */
  record Attribute(int start, int end, Expr value, Identifier attr) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
      to.node(attr);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAttribute(this);
    }
  }

  /** {@code value[slice]}. */
  record Subscript(int start, int end, Expr value, Expr slice) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
      to.node(slice);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSubscript(this);
    }
  }

  /** {@code *value}. */
  record Starred(int start, int end, Expr value) implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStarred(this);
    }
  }

  /** A variable; whether it is read, bound or deleted follows from its position. */
  record Name(int start, int end, String id) implements Expr {
    @Override
    public void parts(Parts to) {
      to.text(id);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitName(this);
    }
  }

  /** {@code [a, b]}; {@code List} in CPython. */
  record ListDisplay(int start, int end, List<Expr> elts) implements Expr {
    public ListDisplay {
      elts = List.copyOf(elts);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(elts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitListDisplay(this);
    }
  }

  /** {@code a, b}. */
  record Tuple(int start, int end, List<Expr> elts) implements Expr {
    public Tuple {
      elts = List.copyOf(elts);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(elts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTuple(this);
    }
  }

  /** {@code lower:upper:step}. */
  record Slice(int start, int end, @Nullable Expr lower, @Nullable Expr upper, @Nullable Expr step)
      implements Expr {
    @Override
    public void parts(Parts to) {
      to.node(lower);
      to.node(upper);
      to.node(step);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSlice(this);
    }
  }

  /**
   * {@code %name argument}; code is the argument when it is Python ({@code %time f(x)}),
   * interpolations are its {@code $x} and {@code {x}}.
   */
  record LineMagic(
      int start,
      int end,
      Identifier name,
      String argument,
      int argumentStart,
      @Nullable Module code,
      List<Expr> interpolations)
      implements Expr {
    public LineMagic {
      interpolations = List.copyOf(interpolations);
    }

    @Override
    public void parts(Parts to) {
      to.node(name);
      to.text(argument);
      to.node(code);
      to.nodes(interpolations);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLineMagic(this);
    }
  }

  /** {@code !command} or {@code !!command}, with its {@code $x} and {@code {x}}. */
  record ShellCommand(
      int start,
      int end,
      String command,
      int commandStart,
      boolean doubled,
      List<Expr> interpolations)
      implements Expr {
    public ShellCommand {
      interpolations = List.copyOf(interpolations);
    }

    @Override
    public void parts(Parts to) {
      to.text(command);
      to.mark(doubled);
      to.nodes(interpolations);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitShellCommand(this);
    }
  }

  /** {@code obj?} or {@code ?obj}; the target is absent for magics and wildcards. */
  record Help(
      int start, int end, String text, int textStart, boolean detailed, @Nullable Expr target)
      implements Expr {
    @Override
    public void parts(Parts to) {
      to.text(text);
      to.mark(detailed);
      to.node(target);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitHelp(this);
    }
  }

  /** Where an expression should stand but the code is wrong. */
  record Missing(int start, int end) implements Expr {
    @Override
    public void parts(Parts to) {
      // It has none.
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMissing(this);
    }
  }

  /** One method per kind of node, so that a new kind does not compile until handled. */
  interface Visitor<R> {
    R visitBoolOp(BoolOp node);

    R visitNamedExpr(NamedExpr node);

    R visitBinOp(BinOp node);

    R visitUnaryOp(UnaryOp node);

    R visitLambda(Lambda node);

    R visitIfExp(IfExp node);

    R visitDict(Dict node);

    R visitSetDisplay(SetDisplay node);

    R visitListComp(ListComp node);

    R visitSetComp(SetComp node);

    R visitDictComp(DictComp node);

    R visitGeneratorExp(GeneratorExp node);

    R visitAwait(Await node);

    R visitYield(Yield node);

    R visitYieldFrom(YieldFrom node);

    R visitCompare(Compare node);

    R visitCall(Call node);

    R visitFormattedValue(FormattedValue node);

    R visitInterpolation(Interpolation node);

    R visitJoinedStr(JoinedStr node);

    R visitTemplateStr(TemplateStr node);

    R visitConstant(Constant node);

    R visitAttribute(Attribute node);

    R visitSubscript(Subscript node);

    R visitStarred(Starred node);

    R visitName(Name node);

    R visitListDisplay(ListDisplay node);

    R visitTuple(Tuple node);

    R visitSlice(Slice node);

    R visitLineMagic(LineMagic node);

    R visitShellCommand(ShellCommand node);

    R visitHelp(Help node);

    R visitMissing(Missing node);
  }
}
