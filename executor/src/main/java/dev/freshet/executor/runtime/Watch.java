package dev.freshet.executor.runtime;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/**
 * Looks at the workers that run cells, several times a second: what they and their processes hold,
 * and how many processes there are. It also looks at the machine: before the kernel has to choose
 * whom to kill, values move to the disk, and then the cell that holds most is ended.
 */
final class Watch {
  static final long PERIOD_MS = 100;

  /** Values beyond their share of memory are looked for once a second. */
  private static final int LOOKS_PER_TIDYING = 10;

  /** The share of all memory below which a cell ends. */
  private static final double EXHAUSTED = 0.03;

  private final CellLimits limits;
  private final SegmentSpace space;
  private final BiConsumer<String, String> end;
  private final Map<String, Long> processes;
  private final MemoryNews news;
  private final Map<String, Running> running = new ConcurrentHashMap<>();
  private int looks;

  /** A worker with a cell: its process, and what it held when the cell began. */
  private record Running(long pid, long before) {}

  /**
   * {@code end} is told a worker that must end, and why in words; {@code processes} has those of
   * all workers, whoever starts and ends them.
   */
  Watch(
      CellLimits limits,
      SegmentSpace space,
      BiConsumer<String, String> end,
      Map<String, Long> processes,
      MemoryNews news) {
    this.limits = limits;
    this.space = space;
    this.end = end;
    this.processes = processes;
    this.news = news;
  }

  void begin(String worker, long pid) {
    // Not looked at where nobody asks: this is on the way to every cell.
    long before = limits.memory().isPresent() ? ProcessTree.anonymous(pid) : 0;
    running.put(worker, new Running(pid, before));
  }

  void end(String worker) {
    running.remove(worker);
  }

  /** One look; whatever goes wrong with it, the next one comes. */
  void look() {
    try {
      if (!running.isEmpty()) {
        lookAtAll();
      }
    } catch (RuntimeException e) {
      // A process or a value went away between two glances.
      return;
    }
  }

  private void lookAtAll() {
    running.forEach((worker, cell) -> broken(cell).ifPresent(words -> stop(worker, words)));
    Machine machine = Machine.now();
    Map<String, Long> holds = new HashMap<>();
    processes.forEach((worker, pid) -> holds.put(worker, holds(pid)));
    news.look(machine, holds, running.keySet());
    boolean low = machine.available() < machine.reserve();
    looks++;
    if (low || looks % LOOKS_PER_TIDYING == 0) {
      space.relieve();
    }
    if (low && Machine.now().available() < machine.total() * EXHAUSTED) {
      endLargest();
    }
  }

  private Optional<String> broken(Running cell) {
    List<Long> started = ProcessTree.descendants(cell.pid(), limits.processes());
    if (started.size() > limits.processes()) {
      return Optional.of(
          "the cell has more than its limit of "
              + limits.processes()
              + " processes (--processes, or [limits] processes in freshet.toml)");
    }
    if (limits.memory().isEmpty()) {
      return Optional.empty();
    }
    long held = held(cell, started);
    long most = limits.memory().getAsLong();
    return held <= most
        ? Optional.empty()
        : Optional.of(
            "the cell holds "
                + megabytes(held)
                + ", more than its limit of "
                + megabytes(most)
                + " (--memory, or [limits] memory in freshet.toml)");
  }

  private static long held(Running cell, List<Long> started) {
    long own = Math.max(0, ProcessTree.anonymous(cell.pid()) - cell.before());
    return own + started.stream().mapToLong(ProcessTree::share).sum();
  }

  /** What a worker and its processes hold. */
  private long holds(long pid) {
    return ProcessTree.anonymous(pid)
        + ProcessTree.descendants(pid, limits.processes()).stream()
            .mapToLong(ProcessTree::share)
            .sum();
  }

  private void endLargest() {
    running.entrySet().stream()
        .max(Comparator.comparingLong(e -> heldNow(e.getValue())))
        .ifPresent(
            e ->
                stop(
                    e.getKey(),
                    "the machine ran out of memory, and of the cells that run this one holds most: "
                        + megabytes(heldNow(e.getValue()))));
  }

  private long heldNow(Running cell) {
    return held(cell, ProcessTree.descendants(cell.pid(), limits.processes()));
  }

  private void stop(String worker, String words) {
    running.remove(worker);
    end.accept(worker, words);
  }

  static String megabytes(long bytes) {
    return String.format(Locale.ROOT, "%,d MB", Math.max(1, bytes / 1_000_000));
  }
}
