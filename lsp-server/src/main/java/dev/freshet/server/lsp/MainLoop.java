package dev.freshet.server.lsp;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that owns the open notebooks. Others post to it and return at once; a fault in one
 * piece of work is logged, answered where an answer is due, and ends nothing else.
 */
final class MainLoop implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(MainLoop.class.getName());

  private static final long LAST_WORK_SECONDS = 10;

  private final ScheduledThreadPoolExecutor thread;

  MainLoop() {
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            work -> {
              Thread created = new Thread(work, "freshet-main");
              created.setDaemon(true);
              return created;
            });
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    thread.setRemoveOnCancelPolicy(true);
  }

  /** Does the work in its turn. */
  void post(String what, Runnable work) {
    try {
      thread.execute(() -> guarded(what, work));
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.FINE, "{0} came after the end", what);
    }
  }

  /** Does the work in its turn, not before some milliseconds have passed. */
  void postLater(String what, long millis, Runnable work) {
    try {
      var unused = thread.schedule(() -> guarded(what, work), millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException closed) {
      LOG.log(Level.FINE, "{0} came after the end", what);
    }
  }

  /** Does the work in its turn and answers with its result. */
  <T extends @Nullable Object> CompletableFuture<T> ask(String what, Supplier<T> work) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    post(
        what,
        () -> {
          if (!answer.isCancelled()) {
            answer(what, work, answer);
          }
        });
    return answer;
  }

  private static <T extends @Nullable Object> void answer(
      String what, Supplier<T> work, CompletableFuture<T> answer) {
    try {
      answer.complete(work.get());
    } catch (ResponseErrorException refused) {
      answer.completeExceptionally(refused);
    } catch (RuntimeException | StackOverflowError fault) {
      LOG.log(Level.SEVERE, what + " failed", fault);
      answer.completeExceptionally(
          new ResponseErrorException(
              new ResponseError(
                  ResponseErrorCode.InternalError, what + " failed: " + fault.getMessage(), null)));
    }
  }

  private static void guarded(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError fault) {
      LOG.log(Level.SEVERE, what + " failed", fault);
    }
  }

  /** Does a last piece of work and ends the thread; returns when both are done. */
  void finish(String what, Runnable work) {
    post(what, work);
    thread.shutdown();
    try {
      if (!thread.awaitTermination(LAST_WORK_SECONDS, TimeUnit.SECONDS)) {
        LOG.log(Level.WARNING, "{0} did not end in time", what);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
