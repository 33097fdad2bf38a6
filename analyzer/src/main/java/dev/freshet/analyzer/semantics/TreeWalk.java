package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Goes through syntax trees without knowing every kind of node. */
public final class TreeWalk {
  private TreeWalk() {}

  /** Calls the visitor with a node and all below it, in the order of the text. */
  public static void all(Node root, Consumer<Node> visitor) {
    within(
        root,
        node -> {
          visitor.accept(node);
          return true;
        });
  }

  /** Calls the visitor with a node, and with those below it when it answers that it wants them. */
  public static void within(Node root, Predicate<Node> visitor) {
    if (visitor.test(root)) {
      TreeShape.children(root, child -> within(child, visitor));
    }
  }
}
