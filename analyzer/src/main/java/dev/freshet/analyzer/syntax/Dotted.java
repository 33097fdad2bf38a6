package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Identifier;
import org.antlr.v4.runtime.Token;

/** A dotted name under construction. */
final class Dotted {
  private String text = "";

  void add(Token name) {
    String part = ((Tok) name).text();
    text = text.isEmpty() ? part : text + "." + part;
  }

  Identifier identifier(int start, int end) {
    return new Identifier(start, end, text);
  }
}
