package dev.freshet.analyzer.syntax;

import org.antlr.v4.runtime.DefaultErrorStrategy;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.misc.ParseCancellationException;

/** Gives up at the first syntax error; what fast parsing of healthy code needs. */
final class StopParsing extends DefaultErrorStrategy {
  @Override
  public void recover(Parser recognizer, RecognitionException e) {
    throw new ParseCancellationException();
  }

  @Override
  public Token recoverInline(Parser recognizer) {
    throw new ParseCancellationException();
  }

  @Override
  public void reportError(Parser recognizer, RecognitionException e) {}

  @Override
  public void reportMatch(Parser recognizer) {}

  @Override
  public void sync(Parser recognizer) {}
}
