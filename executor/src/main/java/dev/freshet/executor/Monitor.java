package dev.freshet.executor;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.runtime.RuntimeListener;
import dev.freshet.executor.runtime.python.PythonEnvironment;
import dev.freshet.executor.session.Attempt;
import dev.freshet.executor.session.Effect;
import dev.freshet.executor.session.RunSummary;
import dev.freshet.executor.session.Session;
import dev.freshet.executor.session.SessionEvent;
import dev.freshet.executor.session.SessionState;
import dev.freshet.executor.session.Statuses;
import dev.freshet.executor.session.Transition;
import dev.freshet.executor.session.Wish;
import dev.freshet.executor.store.NewerStoreException;
import dev.freshet.executor.store.ResultStore;
import dev.freshet.executor.wire.FromWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One notebook's session: a thread that owns its state, takes events in, and performs effects. No
 * Python is started before something must run.
 */
public final class Monitor implements AutoCloseable {
  private final MonitorOptions options;
  private final MonitorListener listener;
  private final LinkedBlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final ExecutorService io = daemons("freshet-io", 2);
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(task -> daemon("freshet-timer", task));
  private final Keeper keeper;
  private final PythonHost python;
  private final OutputLog outputs;
  private final Performer performer;
  private final Thread thread;
  private final long epoch = System.nanoTime();
  private final Map<String, Pending> pending = new HashMap<>();
  private volatile SessionSnapshot snapshot = new SessionSnapshot(List.of(), false);
  private SessionState state;
  private @Nullable Notebook notebook;
  private Map<String, String> parameters = Map.of();
  private boolean open = true;
  private boolean lookedBack;
  private int nextWish = 1;

  /** A request whose report is awaited. */
  private record Pending(CompletableFuture<RunReport> report, double start) {}

  private Monitor(MonitorOptions options, MonitorListener listener) {
    this.options = options;
    this.listener = listener;
    keeper =
        new Keeper(
            options.store().flatMap(this::openStore),
            daemons("freshet-store", 1),
            inbox::add,
            listener::progress);
    python = new PythonHost(options, new Ears(), io, inbox::add, listener::progress);
    // In one order with the statuses: who hears of an output has heard that its cell runs.
    outputs =
        new OutputLog(
            (cell, change) -> keeper.tell(() -> listener.output(cell, change)),
            cell -> state.program().find(cell).map(CodeCell::index).orElse(-1));
    performer = new Performer(options, listener, python, keeper, outputs, io, timers, new Voice());
    String seed = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    state = SessionState.initial(new SessionState.Settings(seed, options.jobs()), Optional.empty());
    thread = daemon("freshet-monitor", this::loop);
  }

  /** A store that this version cannot use is left alone, and said. */
  private Optional<ResultStore> openStore(Path root) {
    try {
      Path notebook = options.directory().resolve(options.name());
      return Optional.of(
          new ResultStore(
              root,
              notebook,
              options.keepLimit(),
              line -> inbox.add(() -> listener.progress("warning: " + line))));
    } catch (NewerStoreException e) {
      inbox.add(() -> listener.progress("warning: results are not kept: " + e.getMessage()));
      return Optional.empty();
    }
  }

  /** Starts the monitor's thread. */
  public static Monitor open(MonitorOptions options, MonitorListener listener) {
    Monitor monitor = new Monitor(options, listener);
    monitor.thread.start();
    return monitor;
  }

  /**
   * Takes up how the notebook stood when it was last seen, so that statuses are known before
   * anything runs; a run that has begun knows better.
   */
  public void recall() {
    io.execute(
        () ->
            keeper
                .store()
                .flatMap(NotebookMemory::load)
                .ifPresent(memory -> inbox.add(() -> step(new SessionEvent.Remembered(memory)))));
  }

  private static Thread daemon(String name, Runnable body) {
    Thread thread = new Thread(body, name);
    thread.setDaemon(true);
    return thread;
  }

  private static ExecutorService daemons(String name, int threads) {
    return Executors.newFixedThreadPool(threads, task -> daemon(name, task));
  }

  /** The notebook's text as it is from now on. */
  public void edit(Notebook now) {
    python.preloadFor(now);
    inbox.add(
        () -> {
          notebook = now;
          analyze();
        });
  }

  private void analyze() {
    Notebook now = notebook;
    if (now != null) {
      step(new SessionEvent.Edited(options.analysis().apply(Parameters.inject(now, parameters))));
    }
  }

  /**
   * Runs what the request asks for. A failed run is data in the report; only faults of Freshet
   * itself, and parameters that cannot be given, complete the future exceptionally.
   */
  public CompletableFuture<RunReport> run(RunRequest request) {
    CompletableFuture<RunReport> report = new CompletableFuture<>();
    double start = now();
    python.find(request.rerun() || keeper.store().map(ResultStore::isEmpty).orElse(true));
    inbox.add(() -> begin(request, report, start));
    return report;
  }

  private void begin(RunRequest request, CompletableFuture<RunReport> report, double start) {
    try {
      if (!request.parameters().equals(parameters)) {
        parameters = request.parameters();
        analyze();
      }
    } catch (IllegalArgumentException e) {
      report.completeExceptionally(e);
      return;
    }
    OptionalLong timeout =
        request
            .timeout()
            .or(() -> options.limits().time())
            .map(Duration::toMillis)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty());
    Wish wish =
        new Wish(
            "q" + nextWish++,
            request.scope(),
            request.cells(),
            request.rerun(),
            request.allowErrors(),
            timeout,
            request.rerunImpure());
    pending.put(wish.id(), new Pending(report, start));
    python.whenKnown(
        () -> {
          recallEnvironment();
          lookBack();
          step(new SessionEvent.RunRequested(wish));
        });
  }

  /** What the notebook showed last tells the first run why its cells run. */
  private void lookBack() {
    if (!lookedBack) {
      lookedBack = true;
      keeper
          .store()
          .flatMap(NotebookMemory::load)
          .ifPresent(memory -> step(new SessionEvent.PastKnown(memory)));
    }
  }

  private void recallEnvironment() {
    if (state.environment().isEmpty()) {
      python
          .found()
          .flatMap(p -> keeper.store().flatMap(s -> Environment.known(s, p)))
          .ifPresent(known -> step(new SessionEvent.EnvironmentKnown(known)));
    }
  }

  /** Stops everything that runs. */
  public void interrupt() {
    inbox.add(() -> step(new SessionEvent.InterruptRequested()));
  }

  /** Fresh interpreters from the next run on. */
  public void restart() {
    inbox.add(() -> step(new SessionEvent.RestartRequested()));
  }

  /**
   * The user's answer to a cell that asked for input; empty: nobody can answer, the question
   * raises.
   */
  public void reply(CellId id, Optional<String> input) {
    inbox.add(
        () ->
            performer
                .questionOf(id)
                .ifPresent(run -> step(new SessionEvent.InputGiven(run, input))));
  }

  public SessionSnapshot snapshot() {
    return snapshot;
  }

  /** Ends all interpreters; results that are being kept are kept first. */
  @Override
  public void close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    inbox.add(
        () -> {
          open = false;
          closed.complete(null);
        });
    closed.join();
    keeper.close();
    python.close();
    timers.shutdownNow();
    io.shutdownNow();
    pending.values().forEach(p -> p.report().cancel(false));
  }

  private double now() {
    return (System.nanoTime() - epoch) / 1e6;
  }

  private void loop() {
    while (open) {
      try {
        inbox.take().run();
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException | Error e) {
        pending.values().forEach(p -> p.report().completeExceptionally(e));
        pending.clear();
        listener.progress("a fault of Freshet itself: " + e);
      }
    }
  }

  private void step(SessionEvent event) {
    Transition transition = Session.step(state, event, now());
    state = transition.state();
    trace(event, transition.effects());
    Map<Boolean, List<Effect>> effects =
        transition.effects().stream()
            .collect(Collectors.partitioningBy(e -> e instanceof Effect.Finish));
    effects.getOrDefault(false, List.of()).forEach(effect -> effect.accept(performer));
    SessionSnapshot next = new SessionSnapshot(Statuses.of(state), !state.run().wishes().isEmpty());
    if (!next.equals(snapshot)) {
      snapshot = next;
      keeper.tell(() -> listener.status(next));
    }
    // Who hears that a run is over has heard how its cells stand.
    effects.getOrDefault(true, List.of()).forEach(effect -> effect.accept(performer));
  }

  /** With FRESHET_TRACE set, every step is told on stderr: event in, effects out. */
  private void trace(SessionEvent event, List<Effect> effects) {
    if (options.variables().containsKey("FRESHET_TRACE")) {
      StringBuilder text = new StringBuilder(String.format("%8.1f <- %s%n", now(), brief(event)));
      effects.forEach(e -> text.append("         -> ").append(brief(e)).append('\n'));
      System.err.print(text);
    }
  }

  private static String brief(Object record) {
    String text = record.toString();
    return text.length() > 400 ? text.substring(0, 400) + "…" : text;
  }

  /** What performing an effect says back; {@link #post} from any thread. */
  final class Voice {
    void post(SessionEvent event) {
      inbox.add(() -> step(event));
    }

    /** A line for the user; from any thread. */
    void say(String line) {
      inbox.add(() -> listener.progress(line));
    }

    /** The count that a fresh run would give the cell. */
    int executionCount(CellId cell) {
      return state.program().find(cell).map(CodeCell::executionCount).orElse(0);
    }

    void finished(RunSummary summary, Map<CellId, List<String>> shown) {
      Pending request = pending.remove(summary.request());
      if (request != null) {
        RunReport report = report(summary, shown, request.start());
        keeper.tell(
            () -> {
              listener.finished(report);
              request.report().complete(report);
            });
        keeper.save(ResultStore::flush);
      }
    }
  }

  private RunReport report(RunSummary summary, Map<CellId, List<String>> shown, double start) {
    String version = python.found().map(PythonEnvironment::version).orElse(null);
    return new RunReport(
        Reports.document(summary, options.name(), version, options.jobs(), start, now()),
        summary.interrupted(),
        summary.fault(),
        shown);
  }

  /** Hears the runtime on its threads and hands all to the monitor's. */
  private final class Ears implements RuntimeListener {
    @Override
    public void event(SessionEvent event) {
      inbox.add(() -> heard(event));
    }

    @Override
    public void output(FromWorker.Output output) {
      inbox.add(() -> outputs.add(output));
    }

    @Override
    public void log(String line) {
      inbox.add(() -> listener.progress(line));
    }
  }

  private void heard(SessionEvent event) {
    if (event instanceof SessionEvent.CellDone done) {
      step(
          new SessionEvent.CellDone(done.run(), done.seen().withOutputs(outputs.kept(done.run()))));
    } else if (event instanceof SessionEvent.RuntimeLost lost) {
      List<String> shown =
          state.attempts().values().stream()
              .filter(a -> a.worker().equals(lost.worker()))
              .findFirst()
              .map(Attempt::run)
              .map(outputs::kept)
              .orElse(List.of());
      step(
          new SessionEvent.RuntimeLost(
              lost.worker(), lost.code(), lost.signal(), shown, lost.limit()));
    } else {
      if (event instanceof SessionEvent.RuntimeReady ready) {
        if (!python.adopt()) {
          return;
        }
        python.found().ifPresent(p -> keeper.save(s -> Environment.remember(s, p, ready)));
      }
      if (event instanceof SessionEvent.RuntimeDown) {
        python.dropEarly();
      }
      step(event);
    }
  }
}
