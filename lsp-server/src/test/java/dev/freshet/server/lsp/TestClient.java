package dev.freshet.server.lsp;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.freshet.server.lsp.protocol.CellStatusParams;
import dev.freshet.server.lsp.protocol.FreshetClient;
import dev.freshet.server.lsp.protocol.FreshetRequests;
import dev.freshet.server.lsp.protocol.InputRequestParams;
import dev.freshet.server.lsp.protocol.OutputParams;
import dev.freshet.server.lsp.protocol.RunFinishedParams;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import org.eclipse.lsp4j.MessageActionItem;
import org.eclipse.lsp4j.MessageParams;
import org.eclipse.lsp4j.ProgressParams;
import org.eclipse.lsp4j.PublishDiagnosticsParams;
import org.eclipse.lsp4j.ShowMessageRequestParams;
import org.eclipse.lsp4j.WorkDoneProgressCreateParams;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.Launcher;
import org.eclipse.lsp4j.jsonrpc.json.MessageJsonHandler;
import org.eclipse.lsp4j.jsonrpc.services.JsonDelegate;
import org.eclipse.lsp4j.services.LanguageServer;

/**
 * An editor: speaks raw JSON to a server over pipes and keeps what it is told, so that messages can
 * have exactly the shapes that editors send.
 */
final class TestClient implements FreshetClient, AutoCloseable {
  /** Tells LSP4J the types of answers. */
  interface Server extends LanguageServer {
    @JsonDelegate
    FreshetRequests getFreshetRequests();
  }

  /** How long a test waits; the first run of all may have to fetch packages. */
  private static final long PATIENCE_SECONDS = 180;

  private static final int PIPE_BYTES = 1 << 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Object> received = new ArrayList<>();
  private final Endpoint server;
  private final CompletableFuture<Integer> status;
  private final OutputStream toServer;

  TestClient() throws IOException {
    PipedInputStream serverIn = new PipedInputStream(PIPE_BYTES);
    PipedInputStream clientIn = new PipedInputStream(PIPE_BYTES);
    toServer = new PipedOutputStream(serverIn);
    OutputStream toClient = new PipedOutputStream(clientIn);
    status = CompletableFuture.supplyAsync(() -> serve(serverIn, toClient), threads);
    Launcher<Server> launcher =
        new Launcher.Builder<Server>()
            .setLocalService(this)
            .setRemoteInterface(Server.class)
            .setInput(clientIn)
            .setOutput(toServer)
            .setExecutorService(threads)
            .create();
    var unused = launcher.startListening();
    server = launcher.getRemoteEndpoint();
  }

  private static int serve(InputStream in, OutputStream out) {
    return ServerProcess.serve(in, out);
  }

  /** Introduces itself as an editor would; {@code options} as JSON members. */
  JsonObject initialize(String capabilities, String options) {
    JsonObject result =
        ask(
            "initialize",
            "{'processId': null, 'rootUri': null, 'capabilities': "
                + capabilities
                + ", 'initializationOptions': "
                + options
                + "}");
    tell("initialized", "{}");
    return result;
  }

  /** Asks with JSON params, in which single quotes stand for double ones. */
  JsonObject ask(String method, String params) {
    JsonObject holder = new JsonObject();
    Object answer = await(CompletableFuture.anyOf(server.request(method, json(params)), status));
    holder.add("result", new MessageJsonHandler(Map.of()).getGson().toJsonTree(answer));
    return holder;
  }

  CompletableFuture<?> askLater(String method, String params) {
    return server.request(method, json(params));
  }

  void tell(String method, String params) {
    server.notify(method, json(params));
  }

  private static JsonObject json(String text) {
    return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
  }

  /** The first message of a sort that fits, now or later. */
  <T> T awaitMessage(Class<T> sort, Predicate<T> fits) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    synchronized (received) {
      while (true) {
        for (Object message : received) {
          if (sort.isInstance(message) && fits.test(sort.cast(message))) {
            return sort.cast(message);
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("no such " + sort.getSimpleName() + " among " + received);
        }
        pause(left);
      }
    }
  }

  private void pause(long millis) {
    try {
      received.wait(millis);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  <T> List<T> messages(Class<T> sort) {
    synchronized (received) {
      return received.stream().filter(sort::isInstance).map(sort::cast).toList();
    }
  }

  /** Forgets what came so far. */
  void forget() {
    synchronized (received) {
      received.clear();
    }
  }

  private void keep(Object message) {
    synchronized (received) {
      received.add(message);
      received.notifyAll();
    }
  }

  /** The server's exit status, after an orderly end. */
  int end() {
    ask("shutdown", "{}");
    tell("exit", "{}");
    return await(status);
  }

  /** The server's exit status, after the client has gone away. */
  int vanish() throws IOException {
    toServer.close();
    return await(status);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() throws IOException {
    toServer.close();
    threads.shutdownNow();
  }

  @Override
  public void telemetryEvent(Object object) {}

  @Override
  public void publishDiagnostics(PublishDiagnosticsParams diagnostics) {
    keep(diagnostics);
  }

  @Override
  public void showMessage(MessageParams message) {
    keep(message);
  }

  @Override
  public CompletableFuture<MessageActionItem> showMessageRequest(ShowMessageRequestParams params) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void logMessage(MessageParams message) {
    keep(message);
  }

  @Override
  public CompletableFuture<Void> createProgress(WorkDoneProgressCreateParams params) {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void notifyProgress(ProgressParams params) {
    keep(params);
  }

  @Override
  public CompletableFuture<Void> refreshCodeLenses() {
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void cellStatus(CellStatusParams params) {
    keep(params);
  }

  @Override
  public void output(OutputParams params) {
    keep(params);
  }

  @Override
  public void runFinished(RunFinishedParams params) {
    keep(params);
  }

  @Override
  public void inputRequest(InputRequestParams params) {
    keep(params);
  }
}
