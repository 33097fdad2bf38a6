package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.ArrayDeque;
import java.util.Deque;
import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.IntervalSet;

/**
 * After a syntax error goes on at the end of the line, so that an error harms its own line only.
 * Supplies a missing colon, or the name after a dot; never deletes within a line.
 */
final class LineRecovery extends DefaultErrorStrategy {
  private final TreeParser parser;
  private final Deque<ParserRuleContext> strayIndents = new ArrayDeque<>();
  private int reportedLineEnd = -1;

  LineRecovery(TreeParser parser) {
    this.parser = parser;
  }

  @Override
  public void reset(Parser recognizer) {
    super.reset(recognizer);
    strayIndents.clear();
    reportedLineEnd = -1;
  }

  @Override
  public void reportMatch(Parser recognizer) {}

  @Override
  public void reportError(Parser recognizer, RecognitionException e) {
    report("invalid syntax");
  }

  /** One message per line is enough. */
  private void report(String message) {
    int lineEnd = 1;
    while (!endsLine(parser.getInputStream().LA(lineEnd))) {
      lineEnd++;
    }
    int index = parser.getInputStream().index() + lineEnd;
    if (index != reportedLineEnd) {
      reportedLineEnd = index;
      Tok token = (Tok) parser.getInputStream().LT(1);
      boolean visible = token.type != NEWLINE && token.type != Token.EOF && token.type != DEDENT;
      int start = visible ? token.start : parser.end();
      parser.problem(start, Math.max(start, token.end), message);
    }
  }

  private static boolean endsLine(int type) {
    return type == NEWLINE || type == INDENT || type == DEDENT || type == Token.EOF;
  }

  private boolean atLineStart() {
    Tokens.Stream input = (Tokens.Stream) parser.getInputStream();
    return !input.started() || endsLine(input.LA(-1));
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    IntervalSet expected = recognizer.getExpectedTokens();
    int next = recognizer.getInputStream().LA(1);
    int at = parser.end();
    if (expected.contains(NAME) && recognizer.getInputStream().LA(-1) == DOT) {
      report("a name is missing after '.'");
      return new Tok(NAME, at, at);
    }
    if (endsLine(next) && expected.contains(COLON)) {
      report("expected ':'");
      return new Tok(COLON, at, at);
    }
    if (expected.contains(NEWLINE) && !atLineStart()) {
      report("invalid syntax");
      skipToLineEnd();
      if (recognizer.getInputStream().LA(1) == NEWLINE) {
        return recognizer.consume();
      }
      return new Tok(NEWLINE, at, at);
    }
    throw new InputMismatchException(recognizer);
  }

  @Override
  public void recover(Parser recognizer, RecognitionException e) {
    if (!atLineStart()) {
      skipToLineEnd();
    }
  }

  private void skipToLineEnd() {
    while (!endsLine(parser.getInputStream().LA(1))) {
      Tok token = (Tok) parser.getInputStream().LT(1);
      if (token.type == NAME && parser.getInputStream().LA(-1) != DOT) {
        parser.skippedNames.add(new Expr.Name(token.start, token.end, token.text()));
      }
      parser.consume();
    }
  }

  @Override
  public void sync(Parser recognizer) {
    ParserRuleContext context = recognizer.getContext();
    int rule = context.getRuleIndex();
    if ((rule == RULE_file || rule == RULE_block || rule == RULE_matchStmt) && atLineStart()) {
      skipJunk(context, rule);
    }
  }

  /** Skips lines that cannot begin a statement, and blocks that belong to no statement. */
  private void skipJunk(ParserRuleContext context, int rule) {
    while (true) {
      int next = parser.getInputStream().LA(1);
      if (next == INDENT) {
        strayIndents.push(context);
      } else if (next == DEDENT && strayIndents.peek() == context) {
        strayIndents.pop();
      } else if (next == DEDENT && rule == RULE_file) {
        report("invalid syntax");
      } else if (next == DEDENT || next == Token.EOF || starts(next, rule)) {
        return;
      } else {
        report("invalid syntax");
        skipToLineEnd();
        if (parser.getInputStream().LA(1) != NEWLINE) {
          continue;
        }
      }
      parser.consume();
    }
  }

  private static boolean starts(int type, int rule) {
    return rule == RULE_matchStmt ? type == CASE : STATEMENT_START.contains(type);
  }

  private static final IntervalSet STATEMENT_START = statementStart();

  private static IntervalSet statementStart() {
    return _ATN.nextTokens(_ATN.ruleToStartState[RULE_statement]);
  }
}
