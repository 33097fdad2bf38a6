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
 * @param beside names it was given only because they share objects with what it reads, and has not
 *     used so far, with their groups
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
    Map<String, String> beside,
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
    beside = Map.copyOf(beside);
    ambient = Map.copyOf(ambient);
    fetched = Set.copyOf(fetched);
  }

  Attempt waitingFor(@Nullable Waiting what) {
    return new Attempt(
        run, cell, digest, worker, start, consumed, beside, ambient, fetched, what, stop);
  }

  Attempt stopped(Stop why) {
    return new Attempt(
        run, cell, digest, worker, start, consumed, beside, ambient, fetched, waiting, why);
  }

  /** It has got a name it asked for; {@code prints} and {@code along}: as the components. */
  Attempt given(String name, Map<String, String> prints, Map<String, String> along) {
    Map<String, String> all = new LinkedHashMap<>(consumed);
    Map<String, String> others = new LinkedHashMap<>(beside);
    along.forEach(
        (other, group) -> {
          if (!all.containsKey(other)) {
            others.put(other, group);
          }
        });
    others.remove(name);
    prints.forEach(
        (other, print) -> {
          if (other.equals(name)) {
            all.put(other, print);
          } else {
            all.putIfAbsent(other, print);
          }
        });
    Set<String> names = new LinkedHashSet<>(fetched);
    names.add(name);
    return new Attempt(run, cell, digest, worker, start, all, others, ambient, names, null, stop);
  }

  /** The names that it was given to use. */
  Set<String> named() {
    Set<String> names = new LinkedHashSet<>(consumed.keySet());
    names.removeAll(beside.keySet());
    return names;
  }
}
