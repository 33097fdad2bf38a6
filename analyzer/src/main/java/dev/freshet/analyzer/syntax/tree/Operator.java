package dev.freshet.analyzer.syntax.tree;

/** A binary arithmetic operator, as used by {@code a + b} and {@code a += b}. */
public enum Operator {
  ADD,
  SUB,
  MULT,
  MAT_MULT,
  DIV,
  MOD,
  POW,
  L_SHIFT,
  R_SHIFT,
  BIT_OR,
  BIT_XOR,
  BIT_AND,
  FLOOR_DIV
}
