package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Goes through syntax trees without knowing every kind of node. */
public final class TreeWalk {
  private TreeWalk() {}

  /** Calls the visitor with a node and all below it, in the order of the components. */
  public static void all(Node root, Consumer<Node> visitor) {
    new Descent(
            node -> {
              visitor.accept(node);
              return true;
            })
        .node(root);
  }

  /** Calls the visitor with a node, and with those below it when it answers that it wants them. */
  public static void within(Node root, Predicate<Node> visitor) {
    new Descent(visitor).node(root);
  }

  /** Calls the consumer with each direct child node, in the order of the components. */
  static void children(Node node, Consumer<Node> consumer) {
    node.parts(
        new NodeParts() {
          @Override
          void child(Node part) {
            consumer.accept(part);
          }
        });
  }

  private static final class Descent extends NodeParts {
    private final Predicate<Node> visitor;

    Descent(Predicate<Node> visitor) {
      this.visitor = visitor;
    }

    @Override
    void child(Node part) {
      if (visitor.test(part)) {
        part.parts(this);
      }
    }
  }
}
