package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Node;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.jspecify.annotations.Nullable;

/** Positions, problems, and what surrounds the code that is being parsed. */
abstract class ParserBase extends Parser {
  static final int FUNCTION = 1;
  static final int ASYNC_FUNCTION = 2;
  static final int IN_LOOP = 4;
  static final int CLASS_BODY = 8;
  static final int STAR_HANDLER = 16;
  static final int LOOP = IN_LOOP;

  Problems problems = new Problems();
  char[] text = {};

  /** Some of the bits above. */
  int context;

  /** How many yields were parsed so far in the current function. */
  int yields;

  /** The latest {@code return} with a value in the current function. */
  @Nullable Token valueReturn;

  /** Index of the current scope's first token, and the scope's parameters. */
  int scopeStart;

  @Nullable Params params;

  /** How many functions surround the current statement. */
  int functions;

  ParserBase(TokenStream input) {
    super(input);
  }

  Tokens.Stream stream() {
    return (Tokens.Stream) _input;
  }

  static int startOf(Token token) {
    return ((Tok) token).start;
  }

  /** Where a node begins; after a syntax error a node may be empty and end before its token. */
  int at(Token token) {
    return Math.min(((Tok) token).start, end());
  }

  /** End of the last token that was consumed. */
  int end() {
    return stream().previous().end;
  }

  static Token first(@Nullable Token maybe, Token otherwise) {
    return maybe == null ? otherwise : maybe;
  }

  void problem(int start, int end, String message) {
    problems.add(start, end, message);
  }

  void problem(Token token, String message) {
    problems.add(at(token), ((Tok) token).end, message);
  }

  void problem(Node node, String message) {
    problems.add(node.start(), node.end(), message);
  }

  String source(int from, int to) {
    return new String(text, from, Math.max(0, to - from));
  }

  int skipSpaces(int from) {
    int p = from;
    while (p < text.length && (Chars.space(text[p]) || Chars.newline(text[p]))) {
      p++;
    }
    return p;
  }

  int enter(int bit) {
    int outer = context;
    context |= bit;
    return outer;
  }

  int enterHandler(@Nullable Token star) {
    int outer = context;
    if (star != null) {
      context = (context & ~IN_LOOP) | STAR_HANDLER;
    }
    return outer;
  }

  int enterLambda() {
    int outer = context;
    context = FUNCTION;
    return outer;
  }

  /** What {@link #leaveScope} restores. */
  record Outer(
      int context,
      int yields,
      @Nullable Token valueReturn,
      int scopeStart,
      @Nullable Params params,
      int functions) {}

  Outer outer() {
    return new Outer(context, yields, valueReturn, scopeStart, params, functions);
  }

  void enterFunction(@Nullable Token async, Params own) {
    params = own;
    functions++;
    scopeStart = stream().index();
    context = async == null ? FUNCTION : FUNCTION | ASYNC_FUNCTION;
    yields = 0;
    valueReturn = null;
  }

  void enterClass() {
    context = CLASS_BODY;
    params = null;
    scopeStart = stream().index();
  }

  void leaveScope(Outer outer) {
    context = outer.context;
    yields = outer.yields;
    valueReturn = outer.valueReturn;
    scopeStart = outer.scopeStart;
    params = outer.params;
    functions = outer.functions;
  }

  void leave(int outer) {
    context = outer;
  }

  boolean in(int bit) {
    return (context & bit) != 0;
  }

  /** Whether {@code await} may stand here; at the top level of a cell it may. */
  boolean mayAwait() {
    return in(ASYNC_FUNCTION) || !in(FUNCTION | CLASS_BODY);
  }

  Identifier identifier(Token token) {
    Tok name = (Tok) token;
    return new Identifier(name.start, name.end, name.text());
  }

  /** The identifier of a name that the code binds. */
  Identifier bound(Token token) {
    Identifier name = identifier(token);
    if (name.text().equals("__debug__")) {
      problem(token, "cannot assign to __debug__");
    }
    return name;
  }

  Expr orMissing(@Nullable Expr expr) {
    if (expr != null) {
      return expr;
    }
    int at = end();
    return new Expr.Missing(at, at);
  }
}
