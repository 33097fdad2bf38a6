package dev.freshet.server.lsp;

import dev.freshet.server.lsp.protocol.FreshetClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.FileHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.jspecify.annotations.Nullable;

/** Runs the language server on streams until its client ends it or goes away. */
public final class ServerProcess {
  private static final Logger ROOT = Logger.getLogger("");

  private ServerProcess() {}

  /**
   * Serves on stdin and stdout, which nothing else may use from now on.
   *
   * @return 0 after an orderly end, 1 when the client went away without one
   */
  public static int run(@Nullable Path logFile) throws IOException {
    OutputStream out = System.out;
    System.setOut(System.err);
    if (logFile != null) {
      logTo(logFile);
    }
    return serve(System.in, out);
  }

  /** Serves on any streams; returns as {@link #run} does. */
  public static int serve(InputStream in, OutputStream out) {
    ExecutorService threads = Executors.newCachedThreadPool(ServerProcess::daemon);
    try (FreshetServer server = new FreshetServer()) {
      Launcher<FreshetClient> launcher =
          new Launcher.Builder<FreshetClient>()
              .setLocalService(server)
              .setRemoteInterface(FreshetClient.class)
              .setInput(in)
              .setOutput(out)
              .setExecutorService(threads)
              .create();
      server.connect(launcher.getRemoteProxy());
      Future<Void> listening = launcher.startListening();
      server.onExit(() -> listening.cancel(true));
      await(listening);
      return server.isShutDown() ? 0 : 1;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(Future<Void> listening) {
    try {
      listening.get();
    } catch (java.util.concurrent.CancellationException ended) {
      ROOT.log(Level.FINE, "the client said exit");
    } catch (ExecutionException broken) {
      ROOT.log(Level.WARNING, "the connection broke", broken.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "freshet-lsp");
    thread.setDaemon(true);
    return thread;
  }

  private static void logTo(Path file) throws IOException {
    FileHandler handler = new FileHandler(file.toString(), true);
    handler.setFormatter(new SimpleFormatter());
    handler.setEncoding("UTF-8");
    for (var old : ROOT.getHandlers()) {
      ROOT.removeHandler(old);
    }
    ROOT.addHandler(handler);
  }
}
