package dev.freshet.executor;

import dev.freshet.analyzer.notebook.CellId;

/** Hears what a monitor does, on the monitor's thread; must not block. */
public interface MonitorListener {
  void status(SessionSnapshot snapshot);

  void output(CellId id, OutputChange change);

  void finished(RunReport report);

  /** Answered by {@link Monitor#reply}. */
  void inputRequested(CellId id, String prompt, boolean password);

  /** A line about something slow that is under way, or a warning. */
  void progress(String line);
}
