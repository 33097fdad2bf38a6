package dev.freshet.executor.runtime;

import dev.freshet.executor.session.FreeMemory;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Tells how much memory there is and what cells have taken of it, when that changed by more than a
 * trifle; while there is plenty, only what cells take.
 */
final class MemoryNews {
  /** Shares of all memory: what counts as plenty, and as a change. */
  private static final double PLENTY = 0.5;

  private static final double CHANGE = 0.02;

  /** Bytes that a cell must have taken since it was last told. */
  private static final long GROWTH = 64L << 20;

  private final Consumer<FreeMemory> told;
  private FreeMemory last = FreeMemory.UNKNOWN;

  /** What workers held when they were last seen without a cell, or first seen. */
  private final Map<String, Long> before = new HashMap<>();

  MemoryNews(Consumer<FreeMemory> told) {
    this.told = told;
  }

  /**
   * One look.
   *
   * @param holds bytes that each worker and what it started hold now
   * @param busy workers that run a cell
   */
  void look(Machine machine, Map<String, Long> holds, Set<String> busy) {
    before.keySet().retainAll(holds.keySet());
    Map<String, Long> held = new HashMap<>();
    holds.forEach(
        (worker, now) -> {
          if (busy.contains(worker)) {
            held.put(worker, Math.max(0, now - before.computeIfAbsent(worker, w -> now)));
          } else {
            before.put(worker, now);
          }
        });
    FreeMemory memory = machine.free(held);
    if (isNews(memory, machine.total())) {
      last = memory;
      told.accept(memory);
    }
  }

  private boolean isNews(FreeMemory now, long total) {
    boolean grew =
        now.held().entrySet().stream()
            .anyMatch(e -> e.getValue() - last.held().getOrDefault(e.getKey(), 0L) >= GROWTH);
    boolean scarce = Math.min(now.available(), last.available()) < total * PLENTY;
    return grew || (scarce && Math.abs(now.available() - last.available()) >= total * CHANGE);
  }
}
