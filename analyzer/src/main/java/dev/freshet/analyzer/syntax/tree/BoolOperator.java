package dev.freshet.analyzer.syntax.tree;

/** A short-circuiting operator. */
public enum BoolOperator {
  AND,
  OR
}
