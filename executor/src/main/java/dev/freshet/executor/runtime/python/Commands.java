package dev.freshet.executor.runtime.python;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Runs a program to its end; standard error is joined to standard output. */
final class Commands {
  private Commands() {}

  /** How a program ended and what it printed. */
  record Result(int status, String output) {
    String tail(int lines) {
      List<String> all = output.strip().lines().toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - lines), all.size()));
    }
  }

  /**
   * Waits for the program to end.
   *
   * @throws EnvironmentException if it cannot be started, takes longer than the limit, or the wait
   *     is interrupted
   */
  static Result run(List<String> command, Duration limit, Consumer<String> line) {
    Process process = start(command);
    try {
      process.getOutputStream().close();
      List<String> lines = new ArrayList<>();
      Thread reader =
          new Thread(() -> collect(process, lines, line), "output of " + command.get(0));
      reader.setDaemon(true);
      reader.start();
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new EnvironmentException(
            command.get(0) + " took longer than " + limit.toSeconds() + " s");
      }
      reader.join(2_000);
      synchronized (lines) {
        return new Result(process.exitValue(), String.join("\n", lines));
      }
    } catch (IOException e) {
      throw new EnvironmentException(command.get(0) + " failed: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EnvironmentException("interrupted while waiting for " + command.get(0), e);
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process start(List<String> command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("PYTHONIOENCODING", "utf-8");
      return builder.start();
    } catch (IOException e) {
      throw new EnvironmentException(command.get(0) + " cannot be started: " + e.getMessage(), e);
    }
  }

  private static void collect(Process process, List<String> lines, Consumer<String> line) {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        synchronized (lines) {
          lines.add(text);
        }
        line.accept(text);
      }
    } catch (IOException e) {
      line.accept("(output lost: " + e.getMessage() + ")");
    }
  }
}
