package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.graph.Reason.Kind;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Learned;

/**
 * Whether memory suffices for one more cell beside those that compute: what these and the new one
 * took when they ran before must fit. If nothing computes a cell is never kept waiting.
 */
final class Admission {
  /** Less is not worth a note: any cell takes that. */
  private static final long LEAST = 64L << 20;

  private final Draft d;

  Admission(Draft draft) {
    this.d = draft;
  }

  /** A cell that is refused is looked at again with the next news of memory or of another cell. */
  boolean admits(CodeCell cell) {
    boolean fits =
        d.attempts.values().stream().allMatch(a -> a.waiting() != null)
            || d.free.available() - promised() - expected(cell.digest()) >= d.free.reserve();
    if (!fits) {
      d.cramped.add(cell.id());
    }
    return fits;
  }

  /** What the cells that run are going to take beyond what they hold already. */
  private long promised() {
    return d.attempts.values().stream()
        .mapToLong(a -> Math.max(0, expected(a.digest()) - held(a)))
        .sum();
  }

  private long expected(String digest) {
    return d.learned.getOrDefault(digest, Learned.NOTHING).memory();
  }

  private long held(Attempt attempt) {
    return d.free.held().getOrDefault(attempt.worker(), 0L);
  }

  /** Takes in what was seen, and remembers how much the code of the cells that run needs. */
  void see(FreeMemory memory) {
    d.free = memory;
    for (Attempt attempt : d.attempts.values()) {
      long held = held(attempt);
      if (held >= LEAST && held > expected(attempt.digest())) {
        Learned known = d.learned.getOrDefault(attempt.digest(), Learned.NOTHING);
        d.learned.put(attempt.digest(), known.withMemory(held));
        d.emit(new Effect.SaveLearned(attempt.digest(), known.withMemory(held)));
      }
    }
  }

  /** Why a cell that could start does not, or did not for a while. */
  static Reason reason() {
    return Reason.of(Kind.MEMORY, "memory did not suffice for it beside other cells");
  }

  /** Whether the cell was kept waiting; it is no longer. */
  boolean release(CellId id) {
    return d.cramped.remove(id);
  }
}
