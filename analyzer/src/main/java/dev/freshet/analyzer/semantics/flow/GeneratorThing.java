package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.function.Function;

/** Code that runs when it is iterated, each time in the state of then. */
final class GeneratorThing extends Thing {
  private final Function<Node, Value> body;
  private boolean running;

  /**
   * @param body runs the code, given the place that iterates it
   */
  GeneratorThing(Function<Node, Value> body) {
    super("generator");
    this.body = body;
  }

  /** Runs the code for the place that iterates it, and tells what the elements may be. */
  Value force(Node place) {
    if (running) {
      return Value.ATOM;
    }
    running = true;
    try {
      return body.apply(place);
    } finally {
      running = false;
    }
  }
}
