package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The {@code $name} and {@code {expr}} in a command. As in IPython, a command with one brace that
 * holds no expression (say, of awk) is not expanded at all.
 */
final class Interpolations {
  private final char[] text;

  Interpolations(char[] text) {
    this.text = text;
  }

  List<Expr> find(int from, int to) {
    Items<Expr> out = new Items<>();
    int p = from;
    while (p < to) {
      char c = text[p];
      boolean doubled = p + 1 < to && text[p + 1] == c;
      if (c == '$' && !doubled) {
        p = dollar(p + 1, to, out);
      } else if (c == '{' && !doubled) {
        p = brace(p + 1, to, out);
        if (p < 0) {
          return List.of();
        }
      } else {
        p += doubled && (c == '$' || c == '{' || c == '}') ? 2 : 1;
      }
    }
    return out.toList();
  }

  private int dollar(int from, int to, Items<Expr> out) {
    if (!Chars.start(text, from, to)) {
      return from;
    }
    int end = Chars.nameEnd(text, from, to);
    while (end < to && text[end] == '.' && Chars.start(text, end + 1, to)) {
      end = Chars.nameEnd(text, end + 1, to);
    }
    Expr expr = expression(text, from, end);
    if (expr != null) {
      out.add(expr);
    }
    return end;
  }

  private int brace(int from, int to, Items<Expr> out) {
    int depth = 1;
    int p = from;
    while (p < to && depth > 0) {
      depth += text[p] == '{' ? 1 : text[p] == '}' ? -1 : 0;
      p++;
    }
    int end = depth > 0 ? to : withoutFormat(from, p - 1);
    Expr expr = depth > 0 ? null : expression(text, from, end);
    if (expr == null) {
      return -1;
    }
    out.add(expr);
    return p;
  }

  /** Cuts off a format spec or conversion at the outer level. */
  private int withoutFormat(int from, int to) {
    int depth = 0;
    for (int p = from; p < to; p++) {
      char c = text[p];
      depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
      if (depth == 0 && (c == ':' || (c == '!' && text[p + 1] != '='))) {
        return p;
      }
    }
    return to;
  }

  /** The one expression that {@code from..to} is; null if it is not one. */
  static @Nullable Expr expression(char[] text, int from, int to) {
    Parsed parsed = Parser.parse(text, from, to, false);
    List<Stmt> body = parsed.tree().body();
    boolean one = parsed.problems().isEmpty() && body.size() == 1;
    return one && body.get(0) instanceof Stmt.ExprStmt stmt ? stmt.value() : null;
  }
}
