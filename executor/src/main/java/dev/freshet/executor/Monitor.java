package dev.freshet.executor;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.runtime.LocalPython;
import dev.freshet.executor.runtime.PythonRuntime;
import dev.freshet.executor.runtime.PythonSettings;
import dev.freshet.executor.runtime.RuntimeListener;
import dev.freshet.executor.runtime.SharedSegments;
import dev.freshet.executor.runtime.python.EnvironmentException;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironment;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.executor.session.Attempt;
import dev.freshet.executor.session.Effect;
import dev.freshet.executor.session.RunSummary;
import dev.freshet.executor.session.Session;
import dev.freshet.executor.session.SessionEvent;
import dev.freshet.executor.session.SessionState;
import dev.freshet.executor.session.Statuses;
import dev.freshet.executor.session.Transition;
import dev.freshet.executor.session.Wish;
import dev.freshet.executor.store.ResultStore;
import dev.freshet.executor.wire.FromWorker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
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
  private final ExecutorService saver = daemons("freshet-store", 1);
  private final ScheduledExecutorService timers =
      Executors.newSingleThreadScheduledExecutor(task -> daemon("freshet-timer", task));
  private final Optional<ResultStore> store;
  private final AtomicBoolean searching = new AtomicBoolean();
  private final AtomicReference<@Nullable PythonRuntime> early = new AtomicReference<>();
  private final OutputLog outputs;
  private final Thread thread;
  private final long epoch = System.nanoTime();
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<CellId, String> inputs = new HashMap<>();
  private final List<Runnable> afterSearch = new ArrayList<>();
  private @Nullable PythonEnvironment found;
  private @Nullable String noPython;
  private volatile SessionSnapshot snapshot = new SessionSnapshot(List.of(), false);
  private SessionState state;
  private volatile @Nullable Notebook latest;
  private @Nullable Notebook notebook;
  private @Nullable PythonRuntime runtime;
  private Map<String, String> parameters = Map.of();
  private final AtomicReference<@Nullable String> unsaved = new AtomicReference<>();
  private boolean warned;
  private boolean open = true;
  private int nextWish = 1;

  /** A request whose report is awaited. */
  private record Pending(CompletableFuture<RunReport> report, double start) {}

  private Monitor(MonitorOptions options, MonitorListener listener) {
    this.options = options;
    this.listener = listener;
    store = options.store().map(root -> new ResultStore(root, options.keepLimit()));
    outputs = new OutputLog(listener::output);
    String seed = UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    state = SessionState.initial(new SessionState.Settings(seed, options.jobs()), Optional.empty());
    thread = daemon("freshet-monitor", this::loop);
  }

  /** Starts the monitor's thread. */
  public static Monitor open(MonitorOptions options, MonitorListener listener) {
    Monitor monitor = new Monitor(options, listener);
    monitor.thread.start();
    return monitor;
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
    latest = now;
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
    findPython(request.rerun() || store.map(ResultStore::isEmpty).orElse(true));
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
            timeout);
    pending.put(wish.id(), new Pending(report, start));
    withPython(
        () -> {
          recallEnvironment();
          step(new SessionEvent.RunRequested(wish));
        });
  }

  /** Does something once it is known which Python runs the notebook, or that none does. */
  private void withPython(Runnable task) {
    if (found != null || noPython != null) {
      task.run();
      return;
    }
    afterSearch.add(task);
    findPython(false);
  }

  private void recallEnvironment() {
    PythonEnvironment python = found;
    if (python != null && state.environment().isEmpty()) {
      store
          .flatMap(s -> Environment.known(s, python))
          .ifPresent(known -> step(new SessionEvent.EnvironmentKnown(known)));
    }
  }

  /**
   * Looks for a Python beside the analysis. Where it is sure that something must run it is started
   * as soon as it is found, for that takes longest.
   */
  private void findPython(boolean startIt) {
    if (!searching.compareAndSet(false, true)) {
      return;
    }
    EnvironmentRequest request =
        new EnvironmentRequest(
            options.directory(), options.python(), options.kernelName(), options.variables());
    io.execute(
        () -> {
          try {
            PythonEnvironment python =
                new PythonEnvironments(options.runtime())
                    .find(request, line -> inbox.add(() -> listener.progress(line)));
            if (startIt && early.get() == null) {
              PythonRuntime started = newRuntime(python);
              early.set(started);
              started.start();
            }
            inbox.add(() -> searched(python, null));
          } catch (EnvironmentException e) {
            inbox.add(() -> searched(null, String.valueOf(e.getMessage())));
          } catch (RuntimeException e) {
            inbox.add(() -> searched(null, "Python could not be prepared: " + e));
          }
        });
  }

  private PythonRuntime newRuntime(PythonEnvironment python) {
    Notebook text = latest == null ? Notebook.python(List.of()) : latest;
    PythonSettings settings =
        new PythonSettings(
            python.executable(),
            python.side(),
            options.runtime(),
            options.directory(),
            Preload.of(text, options.directory()),
            1);
    return new LocalPython(settings, new Ears());
  }

  /** A search that found nothing is made again at the next request. */
  private void searched(@Nullable PythonEnvironment python, @Nullable String problem) {
    // What was found stays; what was not found is looked for again.
    searching.set(python != null);
    found = python;
    noPython = problem;
    List<Runnable> tasks = List.copyOf(afterSearch);
    afterSearch.clear();
    tasks.forEach(Runnable::run);
    noPython = null;
  }

  /** Stops everything that runs. */
  public void interrupt() {
    inbox.add(() -> step(new SessionEvent.InterruptRequested()));
  }

  /** Fresh interpreters from the next run on. */
  public void restart() {
    inbox.add(() -> step(new SessionEvent.RestartRequested()));
  }

  /** The user's answer to a cell that asked for input. */
  public void reply(CellId id, String input) {
    inbox.add(
        () -> {
          String run = inputs.remove(id);
          if (run != null) {
            step(new SessionEvent.InputGiven(run, input));
          }
        });
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
    saver.shutdown();
    try {
      if (!saver.awaitTermination(60, TimeUnit.SECONDS)) {
        saver.shutdownNow();
      }
    } catch (InterruptedException e) {
      saver.shutdownNow();
      Thread.currentThread().interrupt();
    }
    warnOfUnsaved();
    PythonRuntime unused = early.getAndSet(null);
    if (unused != null) {
      unused.close();
    }
    if (runtime != null) {
      runtime.close();
    }
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
    Performer performer = new Performer();
    transition.effects().forEach(effect -> effect.accept(performer));
    SessionSnapshot next = new SessionSnapshot(Statuses.of(state), !state.run().wishes().isEmpty());
    if (!next.equals(snapshot)) {
      snapshot = next;
      listener.status(next);
    }
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

  private void post(SessionEvent event) {
    inbox.add(() -> step(event));
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
      step(new SessionEvent.CellDone(done.run(), done.seen().withOutputs(outputs.of(done.run()))));
    } else if (event instanceof SessionEvent.RuntimeLost lost) {
      List<String> shown =
          state.attempts().values().stream()
              .filter(a -> a.worker().equals(lost.worker()))
              .findFirst()
              .map(Attempt::run)
              .map(outputs::of)
              .orElse(List.of());
      step(new SessionEvent.RuntimeLost(lost.worker(), lost.code(), lost.signal(), shown));
    } else {
      if (event instanceof SessionEvent.RuntimeReady ready) {
        if (runtime == null) {
          runtime = early.getAndSet(null);
        }
        PythonEnvironment python = found;
        if (python != null) {
          save(s -> Environment.remember(s, python, ready));
        }
      }
      if (event instanceof SessionEvent.RuntimeDown) {
        PythonRuntime dead = early.getAndSet(null);
        if (dead != null) {
          dead.close();
        }
      }
      step(event);
    }
  }

  /** Something to write into the store. */
  private interface Saving {
    void into(ResultStore store) throws java.io.IOException;
  }

  private void save(Saving saving) {
    store.ifPresent(
        s ->
            saver.execute(
                () -> {
                  try {
                    saving.into(s);
                  } catch (java.io.IOException | RuntimeException e) {
                    String line = "results are not kept: " + e.getMessage();
                    unsaved.compareAndSet(null, line + " (free some space, or use --store)");
                    inbox.add(this::warnOfUnsaved);
                  }
                }));
  }

  /** Once; the last chance is when everything is saved that can be. */
  private void warnOfUnsaved() {
    String line = unsaved.get();
    if (line != null && !warned) {
      warned = true;
      listener.progress("warning: " + line);
    }
  }

  /** Does what the session wants. */
  private final class Performer implements Effect.Visitor {
    private Optional<PythonRuntime> python() {
      return Optional.ofNullable(runtime);
    }

    @Override
    public void startRuntime(Effect.StartRuntime effect) {
      PythonEnvironment python = found;
      if (python == null) {
        String problem = noPython == null ? "no Python was found" : noPython;
        post(new SessionEvent.RuntimeDown(problem, false));
        return;
      }
      PythonRuntime old = runtime;
      if (old != null) {
        old.close();
      }
      PythonRuntime started = early.getAndSet(null);
      if (started != null) {
        runtime = started;
        return;
      }
      PythonRuntime fresh = newRuntime(python);
      runtime = fresh;
      fresh.start();
    }

    @Override
    public void stopRuntime(Effect.StopRuntime effect) {
      python().ifPresent(PythonRuntime::stop);
    }

    @Override
    public void fork(Effect.Fork effect) {
      python().ifPresent(p -> p.fork(effect.worker()));
    }

    @Override
    public void kill(Effect.Kill effect) {
      python().ifPresent(p -> p.kill(effect.worker()));
    }

    @Override
    public void interrupt(Effect.Interrupt effect) {
      python().ifPresent(p -> p.interrupt(effect.worker()));
    }

    @Override
    public void execute(Effect.Execute effect) {
      outputs.begin(effect.order().run(), effect.order().cell());
      python().ifPresent(p -> p.execute(effect.worker(), effect.order()));
    }

    @Override
    public void answer(Effect.Answer effect) {
      python().ifPresent(p -> p.answer(effect));
    }

    @Override
    public void openGate(Effect.OpenGate effect) {
      python().ifPresent(p -> p.openGate(effect.worker()));
    }

    @Override
    public void askInput(Effect.AskInput effect) {
      inputs.put(effect.cell(), effect.run());
      listener.inputRequested(effect.cell(), effect.prompt(), effect.password());
    }

    @Override
    public void giveInput(Effect.GiveInput effect) {
      python().ifPresent(p -> p.giveInput(effect.worker(), effect.text()));
    }

    @Override
    public void probe(Effect.Probe effect) {
      io.execute(
          () -> {
            Map<String, String> digests = new LinkedHashMap<>();
            effect
                .keys()
                .forEach(key -> digests.put(key, FileProbe.digest(key, options.directory())));
            post(new SessionEvent.FilesProbed(digests));
          });
    }

    @Override
    public void loadTraces(Effect.LoadTraces effect) {
      io.execute(
          () ->
              post(
                  new SessionEvent.TracesLoaded(
                      effect.digest(),
                      store.map(s -> s.traces(effect.digest())).orElse(List.of()),
                      store
                          .map(s -> s.learned(effect.digest()))
                          .orElse(dev.freshet.executor.plan.Learned.NOTHING))));
    }

    @Override
    public void verify(Effect.Verify effect) {
      io.execute(
          () -> {
            boolean intact = store.map(s -> s.intact(effect.group())).orElse(true);
            post(new SessionEvent.GroupVerified(effect.group().id(), intact));
          });
    }

    @Override
    public void saveTrace(Effect.SaveTrace effect) {
      save(s -> s.save(effect.execution()));
    }

    @Override
    public void discard(Effect.Discard effect) {
      // On the thread that saves, so that what is still to be kept is kept first.
      saver.execute(() -> effect.segments().forEach(SharedSegments::delete));
    }

    @Override
    public void saveLearned(Effect.SaveLearned effect) {
      save(s -> s.saveLearned(effect.digest(), effect.learned()));
    }

    @Override
    public void accepted(Effect.Accept effect) {
      // What the cell shows is its output already; nothing is to be replaced.
    }

    @Override
    public void showOutputs(Effect.ShowOutputs effect) {
      int count = state.program().find(effect.cell()).map(CodeCell::executionCount).orElse(0);
      outputs.show(effect.cell(), effect.outputs(), count);
    }

    @Override
    public void showError(Effect.ShowError effect) {
      outputs.showError(effect.cell(), effect.error());
    }

    @Override
    public void startTimer(Effect.StartTimer effect) {
      var unused =
          timers.schedule(
              () -> post(new SessionEvent.TimerFired(effect.run(), effect.timer())),
              effect.millis(),
              TimeUnit.MILLISECONDS);
    }

    @Override
    public void finish(Effect.Finish effect) {
      RunSummary summary = effect.summary();
      Pending request = pending.remove(summary.request());
      if (request == null) {
        return;
      }
      String version = found == null ? null : found.version();
      Map<CellId, List<String>> shown = new LinkedHashMap<>();
      summary.cells().forEach(c -> shown.put(c.id(), outputs.of(c.id())));
      RunReport report =
          new RunReport(
              Reports.document(
                  summary, options.name(), version, options.jobs(), request.start(), now()),
              summary.interrupted(),
              summary.fault(),
              shown);
      listener.finished(report);
      request.report().complete(report);
    }
  }
}
