package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Code that runs when it is iterated, each time in the state of then. */
final class GeneratorThing extends Thing {
  private static final String EXHAUSTED = "exhausted";

  private final @Nullable Frame frame;
  private final List<Value> held;
  private final Function<Node, Value> body;
  private boolean running;

  /**
   * @param frame the frame that the code runs in, if it was made for it or closes over it
   * @param held what else the code can get at
   * @param body runs the code, given the place that iterates it
   */
  GeneratorThing(@Nullable Frame frame, List<Value> held, Function<Node, Value> body) {
    super("generator");
    this.frame = frame;
    this.held = held;
    this.body = body;
  }

  @Override
  void parts(Consumer<@Nullable Object> consumer) {
    super.parts(consumer);
    consumer.accept(frame);
    held.forEach(consumer);
  }

  /** It has come to its end: iterating it again neither runs nor changes anything. */
  void exhaust(boolean surely) {
    if (surely) {
      note(EXHAUSTED);
    }
  }

  boolean isExhausted() {
    return EXHAUSTED.equals(note());
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
