package dev.freshet.analyzer.syntax.tree;

/**
 * A piece of the syntax tree, covering the half-open range {@code start..end} of UTF-16 offsets in
 * the cell's source.
 */
public sealed interface Node
    permits Module,
        Stmt,
        Expr,
        Pattern,
        Identifier,
        Alias,
        Arg,
        Arguments,
        Comprehension,
        DictItem,
        ExceptHandler,
        Keyword,
        MatchCase,
        TypeParam,
        WithItem {
  /** Offset of the first character. */
  int start();

  /** Offset after the last character. */
  int end();

  /** Tells all components but offsets. */
  void parts(Parts to);
}
