package dev.freshet.server.lsp;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Ends the server when the editor that started it is gone, so that no worker outlives it. */
final class ParentWatch implements AutoCloseable {
  private static final long PERIOD_SECONDS = 5;

  private final ScheduledExecutorService thread;

  private ParentWatch(ScheduledExecutorService thread) {
    this.thread = thread;
  }

  /** Watches a process; {@code gone} is called once, on another thread. */
  static ParentWatch start(long pid, Runnable gone) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread created = new Thread(work, "freshet-parent-watch");
              created.setDaemon(true);
              return created;
            });
    ParentWatch watch = new ParentWatch(thread);
    var unused =
        thread.scheduleWithFixedDelay(
            () -> {
              if (!isAlive(pid)) {
                watch.close();
                gone.run();
              }
            },
            PERIOD_SECONDS,
            PERIOD_SECONDS,
            TimeUnit.SECONDS);
    return watch;
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
