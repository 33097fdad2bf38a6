package dev.freshet.analyzer.syntax;

import org.antlr.v4.runtime.TokenStream;

/** What the grammar's actions may use. */
abstract class TreeParser extends StatementActions {
  TreeParser(TokenStream input) {
    super(input);
  }

  /** Makes ready for other tokens of the same text. */
  void restart(Tokens.Stream input) {
    setTokenStream(input);
    problems = new Problems();
    operators.clear();
    context = 0;
    yields = 0;
  }
}
