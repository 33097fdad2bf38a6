package dev.freshet.server.cli;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.Monitor;
import dev.freshet.executor.MonitorListener;
import dev.freshet.executor.OutputChange;
import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.SessionSnapshot;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.run.KernelNames;
import dev.freshet.server.run.RunSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Runs of a notebook in the foreground, one after the other in one session. The monitor's thread
 * only queues what it tells; this thread prints. An interrupt (Ctrl+C) stops the cells, lets the
 * results that are done be kept, and ends all interpreters before the process goes.
 */
final class LiveRun implements AutoCloseable {
  private static final long LAST_WORDS_SECONDS = 20;

  private final Terminal terminal;
  private final RunText text;
  private final BlockingQueue<Consumer<Monitor>> told = new LinkedBlockingQueue<>();
  private final BufferedReader lines =
      new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
  private final AtomicBoolean closed = new AtomicBoolean();
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Monitor monitor;
  private final Thread hook;

  /** Nothing is started yet. */
  LiveRun(Terminal terminal, NotebookInput input, boolean quiet, RunSettings settings) {
    this.terminal = terminal;
    this.text = new RunText(terminal, new CellNames(input), quiet);
    String name = String.valueOf(Path.of(input.shown()).getFileName());
    monitor =
        Monitor.open(
            settings.options(name, input.directory(), KernelNames.of(input.document())),
            new Teller());
    hook = new Thread(this::stop, "freshet-stop");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /**
   * Runs the notebook as it was read, to the end.
   *
   * @throws IllegalStateException for a fault of Freshet itself
   */
  RunReport run(NotebookInput input, RunRequest request) throws InterruptedException {
    text.begin(new CellNames(input));
    monitor.edit(input.notebook());
    RunReport report = await(monitor.run(request));
    drain();
    return report;
  }

  void summary(RunReport report) {
    text.summary(report);
  }

  /** Whether the user wants an end; waits so long for that to happen. */
  boolean stopping(long millis) throws InterruptedException {
    return stopping.await(millis, TimeUnit.MILLISECONDS);
  }

  private RunReport await(CompletableFuture<RunReport> future) throws InterruptedException {
    var unused = future.whenComplete((report, fault) -> told.add(m -> {}));
    while (!future.isDone()) {
      told.take().accept(monitor);
    }
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the run could not be finished", e.getCause());
    }
  }

  private void drain() {
    for (var event = told.poll(); event != null; event = told.poll()) {
      event.accept(monitor);
    }
    text.endProgress();
  }

  /** Ends all interpreters; what the monitor tells last is said. */
  @Override
  public void close() {
    closeMonitor();
    drain();
    ended.countDown();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException goingDown) {
      // The hook runs already, and waits for this.
    }
  }

  private void closeMonitor() {
    if (closed.compareAndSet(false, true)) {
      monitor.close();
    }
  }

  private void stop() {
    stopping.countDown();
    monitor.interrupt();
    try {
      if (!ended.await(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
        terminal.note("freshet: the cells did not stop in time; they are ended now");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    closeMonitor();
  }

  // Nothing that reads standard input is to wait for a person who is not there.
  private void answer(Monitor monitor, CellId cell, String prompt) {
    if (!terminal.live()) {
      terminal.note("freshet: a cell asks for input (\"" + prompt + "\"), and nobody can answer");
      monitor.reply(cell, Optional.empty());
      return;
    }
    text.endProgress();
    terminal.err().print(prompt);
    terminal.err().flush();
    try {
      monitor.reply(cell, Optional.ofNullable(lines.readLine()));
    } catch (IOException e) {
      monitor.interrupt();
    }
  }

  /** Queues what the monitor tells. */
  private final class Teller implements MonitorListener {
    @Override
    public void status(SessionSnapshot snapshot) {
      told.add(m -> text.status(snapshot));
    }

    @Override
    public void output(CellId id, OutputChange change) {
      told.add(m -> text.output(id, change));
    }

    @Override
    public void finished(RunReport report) {}

    @Override
    public void inputRequested(CellId id, String prompt, boolean password) {
      told.add(m -> answer(m, id, prompt));
    }

    @Override
    public void progress(String line) {
      told.add(m -> text.note(line));
    }
  }
}
