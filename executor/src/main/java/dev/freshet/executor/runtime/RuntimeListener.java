package dev.freshet.executor.runtime;

import dev.freshet.executor.session.SessionEvent;
import dev.freshet.executor.wire.FromWorker;

/** Hears what interpreters do; called from the runtime's own threads. */
public interface RuntimeListener {
  void event(SessionEvent event);

  void output(FromWorker.Output output);

  /** A line for the log. */
  void log(String line);
}
