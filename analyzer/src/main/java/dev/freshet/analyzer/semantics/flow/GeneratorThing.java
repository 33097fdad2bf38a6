package dev.freshet.analyzer.semantics.flow;

import java.util.function.Supplier;

/** Code that runs when it is iterated, each time in the state of then. */
final class GeneratorThing extends Thing {
  private final Supplier<Value> body;
  private boolean running;

  GeneratorThing(Supplier<Value> body) {
    super("generator");
    this.body = body;
  }

  /** Runs the code and tells what the elements may be. */
  Value force() {
    if (running) {
      return Value.ATOM;
    }
    running = true;
    try {
      return body.get();
    } finally {
      running = false;
    }
  }
}
