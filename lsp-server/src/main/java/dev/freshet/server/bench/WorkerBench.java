package dev.freshet.server.bench;

import dev.freshet.executor.runtime.CellLimits;
import dev.freshet.executor.runtime.LocalPython;
import dev.freshet.executor.runtime.PythonSettings;
import dev.freshet.executor.runtime.RuntimeListener;
import dev.freshet.executor.runtime.SegmentSpace;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironment;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.executor.session.SessionEvent;
import dev.freshet.executor.wire.FromWorker;
import dev.freshet.server.run.NotebookRun;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A worker from the wish for it until it says that it is ready, with numpy, pandas and IPython in
 * it, and the memory that it shares with nobody. The peer is a Python that imports the same.
 */
final class WorkerBench implements Bench {
  private static final int PER_ROUND = 5;
  private static final int PATIENCE_SECONDS = 60;
  private static final double MEGA = 1 << 20;
  private static final String IMPORTS =
      "import numpy, pandas, IPython, sys; print('ready', flush=True); sys.stdin.read()";

  private final NotebookRun.Settings settings;
  private int workers;

  WorkerBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "start.worker";
  }

  /** Milliseconds and megabytes of several starts. */
  private static final class Starts {
    final List<Double> times = new ArrayList<>();
    final List<Double> memory = new ArrayList<>();
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    Path directory = Path.of("").toAbsolutePath();
    Ears ears = new Ears();
    Starts ours = new Starts();
    Starts theirs = new Starts();
    try (SegmentSpace space = SegmentSpace.create(System.getenv());
        LocalPython python =
            new LocalPython(python(context, directory), CellLimits.DEFAULT, space, ears)) {
      python.start();
      ears.await(SessionEvent.RuntimeReady.class);
      for (int round = 0; round < context.rounds(); round++) {
        for (int i = 0; i < PER_ROUND; i++) {
          fork(python, ears, ours);
        }
        launch(context.python(), theirs);
      }
    }
    String peer = "python that imports numpy, pandas, IPython";
    return Measured.of(
        Compared.of(name(), "ms", ours.times, peer, theirs.times, 1).atMost(10),
        Compared.of(name() + ".memory", "MB", ours.memory, peer, theirs.memory, 1).atMost(2));
  }

  private PythonSettings python(BenchContext context, Path directory) {
    EnvironmentRequest request =
        new EnvironmentRequest(
            directory,
            Optional.of(Path.of(context.python())),
            Optional.empty(),
            settings.variables());
    PythonEnvironment found = new PythonEnvironments(settings.runtime()).find(request, line -> {});
    return new PythonSettings(
        found.executable(),
        found.side(),
        settings.runtime(),
        directory,
        List.of("numpy", "pandas"),
        1,
        true);
  }

  private void fork(LocalPython python, Ears ears, Starts starts)
      throws IOException, InterruptedException {
    Set<Long> before = descendants();
    String name = "w" + ++workers;
    long start = System.nanoTime();
    python.fork(name);
    ears.await(SessionEvent.WorkerReady.class);
    starts.times.add((System.nanoTime() - start) / 1e6);
    Set<Long> found = descendants();
    found.removeAll(before);
    for (long pid : found) {
      starts.memory.add(ownMemory(pid));
    }
    python.kill(name);
  }

  private static Set<Long> descendants() {
    return ProcessHandle.current()
        .descendants()
        .map(ProcessHandle::pid)
        .collect(Collectors.toSet());
  }

  private static void launch(String python, Starts starts) throws IOException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(python, "-c", IMPORTS)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader said = process.inputReader()) {
      if (!"ready".equals(said.readLine())) {
        throw new IOException(python + " cannot import numpy, pandas and IPython");
      }
      starts.times.add((System.nanoTime() - start) / 1e6);
      starts.memory.add(ownMemory(process.pid()));
    } finally {
      process.destroy();
    }
  }

  /** Megabytes that no other process has mapped. */
  private static double ownMemory(long pid) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + pid + "/smaps_rollup")).stream()
            .filter(line -> line.startsWith("Private_"))
            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
            .sum()
        / MEGA;
  }

  /** Waits for what the runtime says. */
  private static final class Ears implements RuntimeListener {
    private final LinkedBlockingQueue<SessionEvent> events = new LinkedBlockingQueue<>();

    void await(Class<? extends SessionEvent> kind) throws IOException, InterruptedException {
      SessionEvent event;
      do {
        event = events.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null || event instanceof SessionEvent.RuntimeDown) {
          throw new IOException("no worker started: " + event);
        }
      } while (!kind.isInstance(event));
    }

    @Override
    public void event(SessionEvent event) {
      events.add(event);
    }

    @Override
    public void output(FromWorker.Output output) {}

    @Override
    public void log(String line) {}
  }
}
