package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.CmpOperator;
import dev.freshet.analyzer.syntax.tree.Operator;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.List;

/**
 * Operator codes: precedence in the upper bits, place in the operator's enum in the lower eight.
 * Precedences follow "Operator precedence" in the Python Language Reference.
 */
final class Ops {
  static final int OR_LEVEL = 1;
  static final int AND_LEVEL = 2;
  static final int NOT_LEVEL = 3;
  static final int COMPARE_LEVEL = 4;
  static final int UNARY_LEVEL = 11;
  static final int POWER_LEVEL = 12;

  private static final List<Operator> BINARY = List.of(Operator.values());
  private static final List<CmpOperator> COMPARE = List.of(CmpOperator.values());
  private static final List<UnaryOperator> UNARY = List.of(UnaryOperator.values());

  static final int OR = OR_LEVEL << 8;
  static final int AND = AND_LEVEL << 8;
  static final int NOT = unary(NOT_LEVEL, UnaryOperator.NOT);
  static final int INVERT = unary(UNARY_LEVEL, UnaryOperator.INVERT);
  static final int U_ADD = unary(UNARY_LEVEL, UnaryOperator.U_ADD);
  static final int U_SUB = unary(UNARY_LEVEL, UnaryOperator.U_SUB);

  static final int EQ = compare(CmpOperator.EQ);
  static final int NOT_EQ = compare(CmpOperator.NOT_EQ);
  static final int LT = compare(CmpOperator.LT);
  static final int LT_E = compare(CmpOperator.LT_E);
  static final int GT = compare(CmpOperator.GT);
  static final int GT_E = compare(CmpOperator.GT_E);
  static final int IS = compare(CmpOperator.IS);
  static final int IS_NOT = compare(CmpOperator.IS_NOT);
  static final int IN = compare(CmpOperator.IN);
  static final int NOT_IN = compare(CmpOperator.NOT_IN);

  static final int BIT_OR = binary(5, Operator.BIT_OR);
  static final int BIT_XOR = binary(6, Operator.BIT_XOR);
  static final int BIT_AND = binary(7, Operator.BIT_AND);
  static final int L_SHIFT = binary(8, Operator.L_SHIFT);
  static final int R_SHIFT = binary(8, Operator.R_SHIFT);
  static final int ADD = binary(9, Operator.ADD);
  static final int SUB = binary(9, Operator.SUB);
  static final int MULT = binary(10, Operator.MULT);
  static final int MAT_MULT = binary(10, Operator.MAT_MULT);
  static final int DIV = binary(10, Operator.DIV);
  static final int MOD = binary(10, Operator.MOD);
  static final int FLOOR_DIV = binary(10, Operator.FLOOR_DIV);
  static final int POW = binary(POWER_LEVEL, Operator.POW);

  private Ops() {}

  private static int binary(int level, Operator operator) {
    return level << 8 | BINARY.indexOf(operator);
  }

  private static int compare(CmpOperator operator) {
    return COMPARE_LEVEL << 8 | COMPARE.indexOf(operator);
  }

  private static int unary(int level, UnaryOperator operator) {
    return level << 8 | UNARY.indexOf(operator);
  }

  static int level(int code) {
    return code >> 8;
  }

  static Operator operator(int code) {
    return BINARY.get(code & 0xff);
  }

  static CmpOperator cmpOperator(int code) {
    return COMPARE.get(code & 0xff);
  }

  static UnaryOperator unaryOperator(int code) {
    return UNARY.get(code & 0xff);
  }
}
