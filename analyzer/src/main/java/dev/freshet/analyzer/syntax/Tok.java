package dev.freshet.analyzer.syntax;

import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenSource;
import org.jspecify.annotations.Nullable;

/**
 * One token over {@code start..end}; {@code value} is the name, the decoded string or the magic,
 * and {@code op} the operator's code from {@link Ops}.
 */
final class Tok implements Token {
  int type;
  final int start;
  int end;
  @Nullable Object value;
  int op;

  Tok(int type, int start, int end) {
    this.type = type;
    this.start = start;
    this.end = end;
  }

  /** The name's or string's text; empty for other tokens. */
  String text() {
    return value instanceof String text ? text : "";
  }

  int length() {
    return end - start;
  }

  @Override
  public String getText() {
    return type == EOF ? "<EOF>" : text();
  }

  @Override
  public int getType() {
    return type;
  }

  @Override
  public int getLine() {
    return 0;
  }

  @Override
  public int getCharPositionInLine() {
    return start;
  }

  @Override
  public int getChannel() {
    return DEFAULT_CHANNEL;
  }

  @Override
  public int getTokenIndex() {
    // Only the stream knows.
    return -1;
  }

  @Override
  public int getStartIndex() {
    return start;
  }

  @Override
  public int getStopIndex() {
    return end - 1;
  }

  @Override
  public @Nullable TokenSource getTokenSource() {
    return null;
  }

  @Override
  public @Nullable CharStream getInputStream() {
    return null;
  }
}
