package dev.freshet.executor.runtime;

import dev.freshet.executor.session.Effect;
import dev.freshet.executor.session.Order;
import java.util.Optional;

/**
 * Interpreters that execute cells. Every call returns at once; what comes of it is told to the
 * {@link RuntimeListener}.
 */
public interface PythonRuntime extends AutoCloseable {
  /** Answered by RuntimeReady or RuntimeDown. */
  void start();

  /** Answered by WorkerReady or RuntimeLost. */
  void fork(String worker);

  /** Ends a worker and all its children; nothing more is heard of it. */
  void kill(String worker);

  /** Sends SIGINT to a worker. */
  void interrupt(String worker);

  /** Answered by CellDone or RuntimeLost. */
  void execute(String worker, Order order);

  void answer(Effect.Answer answer);

  void openGate(String worker);

  void giveInput(String worker, Optional<String> text);

  @Override
  void close();
}
