package dev.freshet.executor;

import dev.freshet.executor.store.Lease;
import dev.freshet.executor.store.ResultStore;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes into the store on a thread of its own, in order; says once when that fails. */
final class Keeper {
  private static final long LAST_WORDS_SECONDS = 60;

  private final Optional<ResultStore> store;
  private final Optional<Lease> lease;
  private final ExecutorService saver;
  private final Consumer<Runnable> inbox;
  private final Consumer<String> progress;
  private final AtomicReference<@Nullable String> unsaved = new AtomicReference<>();
  private boolean warned;

  /** {@code inbox} takes what is to be done on the monitor's thread. */
  Keeper(
      Optional<ResultStore> store,
      ExecutorService saver,
      Consumer<Runnable> inbox,
      Consumer<String> progress) {
    this.store = store;
    lease = store.map(s -> Lease.take(s.root()));
    this.saver = saver;
    this.inbox = inbox;
    this.progress = progress;
  }

  /** Something to write into the store. */
  interface Saving {
    void into(ResultStore store) throws IOException;
  }

  Optional<ResultStore> store() {
    return store;
  }

  void save(Saving saving) {
    store.ifPresent(s -> saver.execute(() -> attempt(s, saving)));
  }

  private void attempt(ResultStore into, Saving saving) {
    try {
      saving.into(into);
    } catch (IOException | RuntimeException e) {
      String line = "results are not kept: " + e.getMessage();
      unsaved.compareAndSet(null, line + " (free some space, or use --store)");
      inbox.accept(this::warn);
    }
  }

  /** After all that is to be kept was kept. */
  void afterwards(Runnable task) {
    saver.execute(task);
  }

  /** Tells what stands of results once they are kept: what was seen done is not lost by a crash. */
  void tell(Runnable words) {
    if (store.isPresent()) {
      saver.execute(words);
    } else {
      words.run();
    }
  }

  /** Once; the last chance is when everything is saved that can be. */
  private void warn() {
    String line = unsaved.get();
    if (line != null && !warned) {
      warned = true;
      progress.accept("warning: " + line);
    }
  }

  /** Keeps first what is to be kept. */
  void close() {
    saver.shutdown();
    try {
      if (!saver.awaitTermination(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        saver.shutdownNow();
      }
    } catch (InterruptedException e) {
      saver.shutdownNow();
      Thread.currentThread().interrupt();
    }
    warn();
    lease.ifPresent(Lease::close);
  }
}
