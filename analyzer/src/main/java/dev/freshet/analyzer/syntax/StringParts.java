package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Adjacent string literals, or the parts of a format spec, under construction. */
final class StringParts {
  private final ParserBase parser;
  private final int start;
  private final Items<Expr> values = new Items<>();
  private final StringBuilder pending = new StringBuilder();
  private int pendingStart;
  private int pendingEnd;
  private boolean bytes;
  private boolean plain;
  private boolean formatted;
  private boolean template;
  private boolean inTemplate;

  StringParts(ParserBase parser, Token first) {
    this.parser = parser;
    this.start = ParserBase.startOf(first);
  }

  void add(Token literal) {
    Tok tok = (Tok) literal;
    bytes |= (tok.op & Quotes.BYTES) != 0;
    plain |= (tok.op & Quotes.BYTES) == 0;
    append(tok.text(), tok.start, tok.end);
  }

  void open(Token token) {
    inTemplate = (((Tok) token).op & Quotes.TEMPLATE) != 0;
    template |= inTemplate;
    formatted |= !inTemplate;
  }

  void close() {
    inTemplate = false;
  }

  void middle(Token literal) {
    Tok tok = (Tok) literal;
    append(tok.text(), tok.start, tok.end);
  }

  private void append(String text, int from, int to) {
    if (pending.length() == 0) {
      pendingStart = from;
    }
    pending.append(text);
    pendingEnd = to;
  }

  private void flush() {
    if (pending.length() > 0) {
      Literal text = new Literal.Str(pending.toString());
      values.add(new Expr.Constant(pendingStart, pendingEnd, text));
      pending.setLength(0);
    }
  }

  /** Adds a field; {@code {x=}} also adds its own source text. */
  void field(Field field, Token close) {
    int end = ((Tok) close).end;
    int conversion = field.conversion;
    if (field.equal != null) {
      int to = parser.skipSpaces(ParserBase.startOf(field.equal) + 1);
      append(parser.source(field.start + 1, to), field.start + 1, to);
      conversion = conversion < 0 && field.spec == null ? 'r' : conversion;
    }
    flush();
    Expr value = parser.orMissing(field.value);
    if (inTemplate) {
      String str = parser.source(field.start + 1, field.valueEnd);
      values.add(new Expr.Interpolation(field.start, end, value, str, conversion, field.spec));
    } else {
      values.add(new Expr.FormattedValue(field.start, end, value, conversion, field.spec));
    }
  }

  Expr.JoinedStr spec(int end) {
    flush();
    return new Expr.JoinedStr(start, end, values.toList());
  }

  Expr expr(int from, int to) {
    if (bytes && (plain || formatted || template)) {
      parser.problem(from, to, "cannot mix bytes and nonbytes literals");
    }
    if (template && (plain || formatted)) {
      parser.problem(from, to, "cannot mix t-string literals with string or bytes literals");
    }
    if (!formatted && !template) {
      String text = pending.toString();
      Literal value = bytes ? new Literal.Bytes(text) : new Literal.Str(text);
      return new Expr.Constant(from, to, value);
    }
    flush();
    return template
        ? new Expr.TemplateStr(from, to, values.toList())
        : new Expr.JoinedStr(from, to, values.toList());
  }

  static StringParts of(
      ParserBase parser, @Nullable StringParts parts, @Nullable Token one, Token at) {
    StringParts out = parts == null ? new StringParts(parser, one == null ? at : one) : parts;
    if (parts == null && one != null) {
      out.add(one);
    }
    return out;
  }
}
