package dev.freshet.server.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Milliseconds from the start of a process to its end or its first answer, by the clock on the
 * wall. The peers do the least that a program in Python does: parse and walk the cells; answer.
 */
final class StartBench implements Bench {
  private static final int CELLS = 34;
  private static final double MOST = 250;
  private static final long PATIENCE_SECONDS = 120;
  private static final String INITIALIZE =
      "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
          + "\"params\":{\"processId\":null,\"rootUri\":null,\"capabilities\":{}}}";

  private final boolean server;

  private StartBench(boolean server) {
    this.server = server;
  }

  /** {@code freshet check} on a notebook of 34 cells. */
  static StartBench check() {
    return new StartBench(false);
  }

  /** {@code freshet lsp} until it has answered {@code initialize}. */
  static StartBench lsp() {
    return new StartBench(true);
  }

  @Override
  public String name() {
    return server ? "start.lsp" : "start.check";
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("freshet-bench-");
    Path notebook = folder.resolve("notebook.ipynb");
    Path script = folder.resolve("peer.py");
    String source = server ? "lsp_floor.py" : "ast_check.py";
    try (InputStream text = Objects.requireNonNull(StartBench.class.getResourceAsStream(source))) {
      Files.copy(text, script, StandardCopyOption.REPLACE_EXISTING);
    }
    BenchCells.write(BenchCells.ofNotebook(context.notebooks(), CELLS), notebook);
    List<String> ours = ourselves(server ? "lsp" : "check", server ? "" : notebook.toString());
    List<String> theirs = List.of(context.python(), script.toString(), notebook.toString());
    List<Double> our = new ArrayList<>();
    List<Double> their = new ArrayList<>();
    List<Double> bare = new ArrayList<>();
    for (int round = 0; round <= context.rounds(); round++) {
      double us = took(ours, folder);
      double them = took(theirs, folder);
      double java = server ? 0 : took(bareJava(), folder);
      if (round > 0) {
        our.add(us);
        their.add(them);
        bare.add(java);
      }
    }
    Files.delete(notebook);
    Files.delete(script);
    Files.delete(folder);
    if (server) {
      return Measured.of(Compared.of(name(), "ms", our, "a Python that answers", their, 0.2));
    }
    String peer = "json + ast.walk in Python";
    return Measured.of(
        Compared.of(name(), "ms", our, peer, their, 0.2).atMost(MOST),
        Compared.of(name() + ".java", "ms", bare, peer, their, 0));
  }

  /** A virtual machine that does nothing: what no program in Java can go below. */
  private static List<String> bareJava() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-Xshare:auto",
        "-version");
  }

  /** The command line that a user gives: the launcher, where there is one. */
  static List<String> ourselves(String command, String argument) {
    Path launcher = Path.of(System.getProperty("freshet.home", ""), "freshet").toAbsolutePath();
    List<String> line =
        Files.isExecutable(launcher) ? new ArrayList<>(List.of(launcher.toString())) : asStarted();
    line.add(command);
    if (!argument.isEmpty()) {
      line.add(argument);
    }
    return line;
  }

  private static List<String> asStarted() {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    line.addAll(List.of("-cp", System.getProperty("java.class.path")));
    line.add("dev.freshet.server.Main");
    return line;
  }

  /** Seconds that a command takes, whose output nobody reads. */
  static double seconds(List<String> command, Path folder)
      throws IOException, InterruptedException {
    return new StartBench(false).took(command, folder) / 1e3;
  }

  private double took(List<String> command, Path folder) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD);
    if (!server) {
      builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    }
    long before = System.nanoTime();
    Process process = builder.start();
    if (server) {
      answer(process);
    } else if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IOException("it did not end: " + String.join(" ", command));
    }
    double took = (System.nanoTime() - before) / 1e6;
    process.destroy();
    return took;
  }

  private static void answer(Process process) throws IOException {
    OutputStream requests = process.getOutputStream();
    String head = "Content-Length: " + INITIALIZE.length() + "\r\n\r\n";
    requests.write((head + INITIALIZE).getBytes(StandardCharsets.UTF_8));
    requests.flush();
    StringBuilder answer = new StringBuilder();
    InputStream answers = process.getInputStream();
    while (answer.indexOf("capabilities") < 0) {
      int next = answers.read();
      if (next < 0) {
        throw new IOException("the server ended before it answered");
      }
      answer.append((char) next);
    }
  }
}
