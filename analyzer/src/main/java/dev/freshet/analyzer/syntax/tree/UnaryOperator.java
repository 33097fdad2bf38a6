package dev.freshet.analyzer.syntax.tree;

/** A prefix operator. */
public enum UnaryOperator {
  INVERT,
  NOT,
  U_ADD,
  U_SUB
}
