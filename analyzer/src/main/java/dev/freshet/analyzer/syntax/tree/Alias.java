package dev.freshet.analyzer.syntax.tree;

import org.jspecify.annotations.Nullable;

/** One imported name; {@code name} may be dotted, or {@code *}. */
public record Alias(int start, int end, Identifier name, @Nullable Identifier asname)
    implements Node {
  @Override
  public void parts(Parts to) {
    to.node(name);
    to.node(asname);
  }
}
