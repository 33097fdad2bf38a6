package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.LinkedHashSet;
import java.util.Set;

/** The names that stand anywhere in a piece of code, in the order of the text. */
public final class Mentions {
  private Mentions() {}

  public static Set<String> names(Node node) {
    Set<String> found = new LinkedHashSet<>();
    collect(node, found);
    return found;
  }

  private static void collect(Node node, Set<String> found) {
    if (node instanceof Expr.Name name) {
      found.add(name.id());
    }
    TreeWalk.children(node, child -> collect(child, found));
  }
}
