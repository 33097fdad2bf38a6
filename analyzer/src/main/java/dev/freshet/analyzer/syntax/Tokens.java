package dev.freshet.analyzer.syntax;

import java.util.Arrays;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/** A growing array of tokens, and a stream over a part of it; the part's end reads as EOF. */
final class Tokens {
  private Tok[] items;
  private int size;

  Tokens(int capacity) {
    items = new Tok[capacity];
  }

  Tok add(Tok token) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = token;
    return token;
  }

  Tok add(int type, int start, int end) {
    return add(new Tok(type, start, end));
  }

  Tok get(int index) {
    return items[index];
  }

  int size() {
    return size;
  }

  /** Forgets the tokens from the given index on. */
  void truncate(int to) {
    size = to;
  }

  /** Type of the last token, or 0 when there is none. */
  int lastType() {
    return size == 0 ? 0 : items[size - 1].type;
  }

  /** A stream over {@code from..to}. */
  Stream stream(int from, int to) {
    int end = to > 0 ? items[to - 1].end : 0;
    Tok[] part = from == 0 && to == size && size < items.length ? items : copy(from, to);
    part[to - from] = new Tok(Token.EOF, end, end);
    return new Stream(part, to - from + 1);
  }

  private Tok[] copy(int from, int to) {
    Tok[] part = new Tok[to - from + 1];
    System.arraycopy(items, from, part, 0, to - from);
    return part;
  }

  /** A part of the tokens as ANTLR wants it; the last one is EOF. */
  static final class Stream implements TokenStream {
    private final Tok[] items;
    private final int size;
    private int next;

    private Stream(Tok[] items, int size) {
      this.items = items;
      this.size = size;
    }

    /** The token that comes next. */
    Tok current() {
      return items[next];
    }

    /** The token that was consumed last; the first one if there is none. */
    Tok previous() {
      return items[next == 0 ? 0 : next - 1];
    }

    /** Whether a token was consumed. */
    boolean started() {
      return next > 0;
    }

    private Tok ahead(int k) {
      int at = k < 0 ? next + k : next + k - 1;
      return items[Math.max(0, Math.min(at, size - 1))];
    }

    @Override
    public Token LT(int k) {
      return k == 1 ? items[next] : ahead(k);
    }

    @Override
    public int LA(int k) {
      return k == 1 ? items[next].type : ahead(k).type;
    }

    @Override
    public void consume() {
      next = Math.min(next + 1, size - 1);
    }

    @Override
    public Token get(int index) {
      return items[index];
    }

    @Override
    public int index() {
      return next;
    }

    @Override
    public void seek(int index) {
      next = index;
    }

    @Override
    public int mark() {
      return -1;
    }

    @Override
    public void release(int marker) {}

    @Override
    public int size() {
      return size;
    }

    @Override
    public String getSourceName() {
      return "cell";
    }

    @Override
    public org.antlr.v4.runtime.TokenSource getTokenSource() {
      throw new UnsupportedOperationException("tokens are not read one by one");
    }

    @Override
    public String getText() {
      return "";
    }

    @Override
    public String getText(org.antlr.v4.runtime.misc.Interval interval) {
      return "";
    }

    @Override
    public String getText(org.antlr.v4.runtime.RuleContext ctx) {
      return "";
    }

    @Override
    public String getText(Token start, Token stop) {
      return "";
    }
  }
}
