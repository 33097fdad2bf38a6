package dev.freshet.analyzer.syntax;

import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** What the grammar's actions may use; and ANTLR's bookkeeping cut down to what we need of it. */
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
    scopeStart = 0;
    params = null;
    functions = 0;
    valueReturn = null;
    yields = 0;
  }

  @Override
  public Token match(int type) {
    Tokens.Stream input = stream();
    Tok token = input.current();
    if (token.type == type) {
      input.consume();
      return token;
    }
    return _errHandler.recoverInline(this);
  }

  @Override
  public Token consume() {
    Tokens.Stream input = stream();
    Tok token = input.current();
    input.consume();
    return token;
  }

  @Override
  public void enterRule(ParserRuleContext context, int state, int rule) {
    setState(state);
    _ctx = context;
    context.start = stream().current();
  }

  @Override
  public void exitRule() {
    setState(_ctx.invokingState);
    _ctx = _ctx.getParent();
  }
}
