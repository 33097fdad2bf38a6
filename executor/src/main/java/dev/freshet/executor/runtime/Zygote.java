package dev.freshet.executor.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.wire.Json;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The process that forks workers, steered by JSON lines over its stdin and stdout. */
final class Zygote {
  private static final int TAIL_LINES = 12;
  private final Process process;
  private final OutputStream stdin;
  private final Deque<String> tail = new ArrayDeque<>();

  /** {@code onEnd} is called once, with the last lines of stderr, when stdout closes. */
  Zygote(
      PythonSettings settings,
      String startLine,
      Consumer<JsonNode> onMessage,
      Consumer<String> onEnd)
      throws IOException {
    // It goes to the notebook's directory itself: until then nothing there may shadow a library.
    ProcessBuilder builder =
        new ProcessBuilder(settings.executable().toString(), "-m", "freshet_runtime")
            .directory(settings.runtime().toFile());
    String before = builder.environment().get("PYTHONPATH");
    String runtime = settings.runtime().toString();
    builder
        .environment()
        .put("PYTHONPATH", before == null ? runtime : runtime + File.pathSeparator + before);
    builder.environment().put("PYTHONHASHSEED", "0");
    process = builder.start();
    stdin = process.getOutputStream();
    Thread errors = daemon("freshet-zygote-stderr", this::readErrors);
    daemon("freshet-zygote", () -> readMessages(onMessage, onEnd, errors));
    write(startLine);
  }

  private static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void readMessages(Consumer<JsonNode> onMessage, Consumer<String> onEnd, Thread errors) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        onMessage.accept(Json.mapper().readTree(line));
      }
      errors.join(1000);
    } catch (IOException | RuntimeException e) {
      // Whatever it was: a session that is not told waits for ever.
      remember(String.valueOf(e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    onEnd.accept(tail());
  }

  private void readErrors() {
    try (BufferedReader reader = process.errorReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        remember(line);
      }
    } catch (IOException e) {
      remember(String.valueOf(e.getMessage()));
    }
  }

  private void remember(String line) {
    synchronized (tail) {
      tail.addLast(line);
      while (tail.size() > TAIL_LINES) {
        tail.removeFirst();
      }
    }
  }

  /** The last lines of stderr. */
  String tail() {
    synchronized (tail) {
      return String.join("\n", tail);
    }
  }

  void fork(String worker) {
    write(message("fork", worker).toString());
  }

  void signal(String worker, int signal) {
    write(message("signal", worker).put("signal", signal).toString());
  }

  private static ObjectNode message(String type, String worker) {
    return Json.mapper().createObjectNode().put("type", type).put("worker", worker);
  }

  private synchronized void write(String line) {
    try {
      stdin.write((line + "\n").getBytes(StandardCharsets.UTF_8));
      stdin.flush();
    } catch (IOException e) {
      // The zygote is gone; the reader of its stdout tells.
      remember("lost: " + line);
    }
  }

  /** Asks it to end, waits a moment, then insists. */
  void end() {
    write("{\"type\":\"exit\"}");
    try {
      stdin.close();
      if (!process.waitFor(2, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
