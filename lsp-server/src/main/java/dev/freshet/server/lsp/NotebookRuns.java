package dev.freshet.server.lsp;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.Monitor;
import dev.freshet.executor.MonitorListener;
import dev.freshet.executor.OutputChange;
import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.SessionSnapshot;
import dev.freshet.executor.plan.Activity;
import dev.freshet.executor.session.CellStatus;
import dev.freshet.server.lsp.handlers.CellState;
import dev.freshet.server.run.CellOutputs;
import dev.freshet.server.run.RunSettings;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The runs of one notebook. What its monitor tells is handed to the main loop's thread, the only
 * one that may use this.
 */
final class NotebookRuns {
  /** Hears of runs, on the main loop's thread. */
  interface Listener {
    void statusChanged(Set<CellId> cells);

    void output(CellId cell, OutputChange change);

    void finished(String runId, RunReport report);

    void failed(String runId, Throwable fault);

    void inputRequested(CellId cell, String prompt, boolean password);

    void progress(String line);
  }

  private final MainLoop loop;
  private final Listener listener;
  private final Monitor monitor;
  private final CellOutputs outputs = new CellOutputs();
  private final Map<CellId, CellStatus> statuses = new HashMap<>();
  private final Map<CellId, String> runs = new HashMap<>();
  private @Nullable String lastRun;
  private final String seed = UUID.randomUUID().toString().substring(0, 8);
  private int count;

  NotebookRuns(MainLoop loop, NotebookPlace place, RunSettings settings, Listener listener) {
    this.loop = loop;
    this.listener = listener;
    this.monitor =
        Monitor.open(
            settings.options(place.name(), place.directory(), place.kernelName()), new Ears());
    monitor.recall();
  }

  void edit(Notebook notebook) {
    monitor.edit(notebook);
  }

  /** Starts a run and names it. */
  String run(RunRequest request) {
    String id = seed + "-" + ++count;
    lastRun = id;
    var unused =
        monitor
            .run(request)
            .whenComplete(
                (report, fault) -> loop.post("run " + id, () -> ended(id, report, fault)));
    return id;
  }

  private void ended(String id, @Nullable RunReport report, @Nullable Throwable fault) {
    if (report != null) {
      listener.finished(id, report);
    } else if (fault != null) {
      listener.failed(id, fault);
    }
  }

  void interrupt() {
    monitor.interrupt();
  }

  void restart() {
    monitor.restart();
  }

  void reply(CellId cell, String text) {
    monitor.reply(cell, Optional.of(text));
  }

  /** Ends all interpreters, on another thread: to keep the last results first may take a while. */
  CompletableFuture<Void> close() {
    return CompletableFuture.runAsync(
        monitor::close,
        work -> {
          Thread thread = new Thread(work, "freshet-close");
          thread.setDaemon(true);
          thread.start();
        });
  }

  Optional<String> runOf(CellId cell) {
    return Optional.ofNullable(runs.get(cell));
  }

  Map<CellId, CellState> states() {
    Map<CellId, CellState> states = new HashMap<>();
    statuses.forEach((id, status) -> states.put(id, state(id, status)));
    return states;
  }

  private CellState state(CellId id, CellStatus status) {
    return new CellState(
        status.validity(),
        status.activity(),
        status.reasons(),
        status.durationMs() == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(status.durationMs()),
        status.durationMs() == null ? OptionalInt.empty() : OptionalInt.of(status.executionCount()),
        status.restored(),
        runOf(id),
        outputs.of(id),
        status.impure(),
        status.residents(),
        status.surprises());
  }

  private void status(SessionSnapshot snapshot) {
    Set<CellId> changed = new HashSet<>(statuses.keySet());
    Map<CellId, CellStatus> fresh = new HashMap<>();
    for (CellStatus cell : snapshot.cells()) {
      fresh.put(cell.id(), cell);
      CellStatus before = statuses.get(cell.id());
      boolean begins = before == null || before.activity() == Activity.IDLE;
      if (begins && cell.activity() != Activity.IDLE && lastRun != null) {
        runs.put(cell.id(), lastRun);
      }
      if (cell.equals(before)) {
        changed.remove(cell.id());
      } else {
        changed.add(cell.id());
      }
    }
    statuses.clear();
    statuses.putAll(fresh);
    if (!changed.isEmpty()) {
      listener.statusChanged(changed);
    }
  }

  /** Hands what the monitor tells to the main loop. */
  private final class Ears implements MonitorListener {
    @Override
    public void status(SessionSnapshot snapshot) {
      loop.post("status", () -> NotebookRuns.this.status(snapshot));
    }

    @Override
    public void output(CellId id, OutputChange change) {
      loop.post(
          "output",
          () -> {
            outputs.apply(id, change);
            listener.output(id, change);
          });
    }

    @Override
    public void finished(RunReport report) {}

    @Override
    public void inputRequested(CellId id, String prompt, boolean password) {
      loop.post("input", () -> listener.inputRequested(id, prompt, password));
    }

    @Override
    public void progress(String line) {
      loop.post("progress", () -> listener.progress(line));
    }
  }
}
