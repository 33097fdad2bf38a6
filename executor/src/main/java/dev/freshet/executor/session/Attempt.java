package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One cell on one worker, not yet done.
 *
 * @param consumed fingerprints of what it was given
 * @param ambient fingerprints of the ambient state at its start
 * @param fetched names it used although nobody predicted it
 * @param waiting what it waits for, if it does
 */
public record Attempt(
    String run,
    CellId cell,
    String digest,
    String worker,
    double start,
    Map<String, String> consumed,
    Map<String, String> ambient,
    Set<String> fetched,
    @Nullable Waiting waiting,
    Stop stop) {
  /** Whether and why it was told to stop. */
  public enum Stop {
    NO,
    INTERRUPTED,
    TIMED_OUT,
    ABORTED
  }

  /** What a cell waits for: a name, leave to act, or a line from the user. */
  public record Waiting(Kind kind, int request, String name, boolean password, boolean asked) {
    /** The sort of thing waited for. */
    public enum Kind {
      NEED,
      GATE,
      INPUT
    }
  }

  public Attempt {
    consumed = Map.copyOf(consumed);
    ambient = Map.copyOf(ambient);
    fetched = Set.copyOf(fetched);
  }

  Attempt waitingFor(@Nullable Waiting what) {
    return new Attempt(run, cell, digest, worker, start, consumed, ambient, fetched, what, stop);
  }

  Attempt stopped(Stop why) {
    return new Attempt(run, cell, digest, worker, start, consumed, ambient, fetched, waiting, why);
  }

  Attempt given(String name, Map<String, String> more) {
    Map<String, String> all = new LinkedHashMap<>(consumed);
    all.putAll(more);
    Set<String> names = new LinkedHashSet<>(fetched);
    names.add(name);
    return new Attempt(run, cell, digest, worker, start, all, ambient, names, null, stop);
  }
}
