package dev.freshet.analyzer.syntax.tree;

/**
 * A name that is not an expression, with its own range: a function's name, an attribute, an alias.
 * The text is normalised (NFKC) as Python does; for {@code import a.b} it is dotted; after a syntax
 * error it may be empty.
 */
public record Identifier(int start, int end, String text) implements Node {
  @Override
  public void parts(Parts to) {
    to.text(text);
  }
}
