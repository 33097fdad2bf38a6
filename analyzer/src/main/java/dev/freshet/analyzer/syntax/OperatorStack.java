package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.BoolOperator;
import dev.freshet.analyzer.syntax.tree.CmpOperator;
import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.Arrays;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/**
 * Gives flat chains of operands and operators their tree, by precedence (Dijkstra's shunting-yard
 * algorithm). Chains nest in brackets; a mark of level 0 lies below each.
 */
final class OperatorStack {
  private final ParserBase parser;
  private Expr[] operands = new Expr[8];
  private int[] starts = new int[8];
  private int[] ends = new int[8];
  private int[] codes = new int[8];
  private int[] places = new int[8];
  private int operandCount;
  private int codeCount;

  OperatorStack(ParserBase parser) {
    this.parser = parser;
  }

  void clear() {
    operandCount = 0;
    codeCount = 0;
  }

  /** Begins a chain; the result is for {@link #finish}. */
  int mark() {
    push(0, operandCount);
    return codeCount - 1;
  }

  /** An operand and its range, which includes its parentheses. */
  void operand(Expr expr, int start, int end) {
    if (operandCount == operands.length) {
      operands = Arrays.copyOf(operands, operandCount * 2);
      starts = Arrays.copyOf(starts, operandCount * 2);
      ends = Arrays.copyOf(ends, operandCount * 2);
    }
    operands[operandCount] = expr;
    starts[operandCount] = start;
    ends[operandCount++] = end;
  }

  /** A prefix operator; {@code is} followed by {@code not} is one operator. */
  void prefix(Token token) {
    Tok tok = (Tok) token;
    if (tok.type != PythonParser.NOT) {
      int code =
          tok.type == PythonParser.PLUS
              ? Ops.U_ADD
              : tok.type == PythonParser.MINUS ? Ops.U_SUB : tok.op;
      push(code, tok.start);
    } else if (codes[codeCount - 1] == Ops.IS) {
      codes[codeCount - 1] = Ops.IS_NOT;
    } else {
      if (level(codeCount - 1) > Ops.NOT_LEVEL) {
        parser.problem(tok, "invalid syntax: 'not' needs parentheses here");
      }
      push(Ops.NOT, tok.start);
    }
  }

  void binary(Token token) {
    binary(((Tok) token).op);
  }

  void notIn(Token not) {
    binary(Ops.NOT_IN);
  }

  private void binary(int code) {
    int level = Ops.level(code);
    // comparisons and boolean operators are collected; the power operator binds to the right
    boolean waits = level == Ops.POWER_LEVEL || level <= Ops.COMPARE_LEVEL;
    int limit = waits ? level + 1 : level;
    while (level(codeCount - 1) >= limit) {
      reduce();
    }
    push(code, 0);
  }

  private void push(int code, int place) {
    if (codeCount == codes.length) {
      codes = Arrays.copyOf(codes, codeCount * 2);
      places = Arrays.copyOf(places, codeCount * 2);
    }
    codes[codeCount] = code;
    places[codeCount++] = place;
  }

  private int level(int index) {
    return Ops.level(codes[index]);
  }

  private void reduce() {
    int code = codes[codeCount - 1];
    switch (Ops.level(code)) {
      case Ops.NOT_LEVEL, Ops.UNARY_LEVEL -> unary(code);
      case Ops.COMPARE_LEVEL -> compare();
      case Ops.AND_LEVEL -> bool(code, BoolOperator.AND);
      case Ops.OR_LEVEL -> bool(code, BoolOperator.OR);
      default -> arithmetic(code);
    }
  }

  private void unary(int code) {
    int start = places[--codeCount];
    int at = operandCount - 1;
    operands[at] = new Expr.UnaryOp(start, ends[at], Ops.unaryOperator(code), operands[at]);
    starts[at] = start;
  }

  private void arithmetic(int code) {
    codeCount--;
    int left = operandCount - 2;
    Expr tree =
        new Expr.BinOp(
            starts[left], ends[left + 1], operands[left], Ops.operator(code), operands[left + 1]);
    replace(left, tree);
  }

  private void bool(int code, BoolOperator operator) {
    int left = operandCount - 1;
    while (codes[codeCount - 1] == code) {
      codeCount--;
      left--;
    }
    Items<Expr> values = new Items<>();
    for (int i = left; i < operandCount; i++) {
      values.add(operands[i]);
    }
    replace(left, new Expr.BoolOp(starts[left], ends[operandCount - 1], operator, values.toList()));
  }

  private void compare() {
    int first = codeCount;
    while (level(first - 1) == Ops.COMPARE_LEVEL) {
      first--;
    }
    int left = operandCount - 1 - (codeCount - first);
    Items<CmpOperator> operators = new Items<>();
    Items<Expr> comparators = new Items<>();
    for (int i = first; i < codeCount; i++) {
      operators.add(Ops.cmpOperator(codes[i]));
      comparators.add(operands[left + 1 + i - first]);
    }
    codeCount = first;
    int end = ends[operandCount - 1];
    replace(
        left,
        new Expr.Compare(
            starts[left], end, operands[left], operators.toList(), comparators.toList()));
  }

  private void replace(int left, Expr tree) {
    ends[left] = ends[operandCount - 1];
    operandCount = left + 1;
    operands[left] = tree;
  }

  /** The tree of the chain that began at the mark. */
  Expr finish(int mark) {
    while (codeCount - 1 > mark) {
      reduce();
    }
    codeCount = mark;
    return operands[--operandCount];
  }

  /** The finished tree or, after a syntax error, what there is of it. */
  Expr close(int mark, @Nullable Expr finished) {
    if (finished != null) {
      codeCount = Math.min(codeCount, mark);
      return finished;
    }
    if (codeCount <= mark) {
      return parser.orMissing(finished);
    }
    int first = places[mark];
    int needed = 1;
    for (int i = mark + 1; i < codeCount; i++) {
      int level = level(i);
      needed += level == Ops.NOT_LEVEL || level == Ops.UNARY_LEVEL ? 0 : 1;
    }
    if (operandCount - first == needed) {
      return finish(mark);
    }
    codeCount = mark;
    operandCount = Math.min(operandCount, first);
    return parser.orMissing(finished);
  }
}
