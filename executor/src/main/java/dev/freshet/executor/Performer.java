package dev.freshet.executor;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.runtime.PythonRuntime;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.session.Effect;
import dev.freshet.executor.session.RunSummary;
import dev.freshet.executor.session.SessionEvent;
import dev.freshet.executor.store.ResultStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Does what a session wants, on the monitor's thread; what takes long goes elsewhere. */
final class Performer implements Effect.Visitor {
  private final MonitorOptions options;
  private final MonitorListener listener;
  private final PythonHost python;
  private final Keeper keeper;
  private final OutputLog outputs;
  private final Executor io;
  private final ScheduledExecutorService timers;
  private final Monitor.Voice voice;
  private final Map<CellId, String> questions = new HashMap<>();

  Performer(
      MonitorOptions options,
      MonitorListener listener,
      PythonHost python,
      Keeper keeper,
      OutputLog outputs,
      Executor io,
      ScheduledExecutorService timers,
      Monitor.Voice voice) {
    this.options = options;
    this.listener = listener;
    this.python = python;
    this.keeper = keeper;
    this.outputs = outputs;
    this.io = io;
    this.timers = timers;
    this.voice = voice;
  }

  /** The execution that asked for the cell's input; it is asked once. */
  Optional<String> questionOf(CellId cell) {
    return Optional.ofNullable(questions.remove(cell));
  }

  private void running(Consumer<PythonRuntime> task) {
    python.runtime().ifPresent(task);
  }

  @Override
  public void startRuntime(Effect.StartRuntime effect) {
    python.start().ifPresent(p -> voice.post(new SessionEvent.RuntimeDown(p, false)));
  }

  @Override
  public void stopRuntime(Effect.StopRuntime effect) {
    python.stop();
  }

  @Override
  public void fork(Effect.Fork effect) {
    running(p -> p.fork(effect.worker()));
  }

  @Override
  public void kill(Effect.Kill effect) {
    running(p -> p.kill(effect.worker()));
  }

  @Override
  public void interrupt(Effect.Interrupt effect) {
    running(p -> p.interrupt(effect.worker()));
  }

  @Override
  public void execute(Effect.Execute effect) {
    outputs.begin(effect.order().run(), effect.order().cell());
    running(p -> p.execute(effect.worker(), effect.order()));
  }

  @Override
  public void answer(Effect.Answer effect) {
    running(p -> p.answer(effect));
  }

  @Override
  public void openGate(Effect.OpenGate effect) {
    running(p -> p.openGate(effect.worker()));
  }

  @Override
  public void askInput(Effect.AskInput effect) {
    questions.put(effect.cell(), effect.run());
    listener.inputRequested(effect.cell(), effect.prompt(), effect.password());
  }

  @Override
  public void giveInput(Effect.GiveInput effect) {
    running(p -> p.giveInput(effect.worker(), effect.text()));
  }

  @Override
  public void probe(Effect.Probe effect) {
    Map<String, String> unknown = new LinkedHashMap<>();
    effect.keys().forEach(key -> unknown.put(key, "unknown"));
    elsewhere(
        () -> new SessionEvent.FilesProbed(probed(effect)), new SessionEvent.FilesProbed(unknown));
  }

  private Map<String, String> probed(Effect.Probe effect) {
    Map<String, String> digests = new LinkedHashMap<>();
    effect.keys().forEach(key -> digests.put(key, FileProbe.digest(key, options.directory())));
    return digests;
  }

  /** Does what may take long. Whatever goes wrong there, an answer comes: the session waits. */
  private void elsewhere(Supplier<SessionEvent> work, SessionEvent otherwise) {
    io.execute(
        () -> {
          try {
            voice.post(work.get());
          } catch (RuntimeException e) {
            voice.say("warning: a look at files or results went wrong: " + e);
            voice.post(otherwise);
          }
        });
  }

  @Override
  public void loadTraces(Effect.LoadTraces effect) {
    elsewhere(
        () -> known(effect.digest()),
        new SessionEvent.TracesLoaded(effect.digest(), List.of(), Learned.NOTHING));
  }

  private SessionEvent known(String digest) {
    Optional<ResultStore> store = keeper.store();
    return new SessionEvent.TracesLoaded(
        digest,
        store.map(s -> s.traces(digest)).orElse(List.of()),
        store.map(s -> s.learned(digest)).orElse(Learned.NOTHING));
  }

  @Override
  public void verify(Effect.Verify effect) {
    Group group = effect.group();
    elsewhere(
        () -> new SessionEvent.GroupVerified(group.id(), fetched(group)),
        new SessionEvent.GroupVerified(group.id(), null));
  }

  private @Nullable Segment fetched(Group group) {
    Optional<ResultStore> store = keeper.store();
    return store.isPresent() ? store.get().fetch(group, this::scratch) : group.segment();
  }

  /** A place for a value that does not lie in the store as it can be mapped. */
  private Path scratch(String group, long bytes) {
    return python.space().file(group + "-" + UUID.randomUUID(), bytes);
  }

  @Override
  public void saveTrace(Effect.SaveTrace effect) {
    keeper.save(s -> s.save(effect.execution()));
  }

  @Override
  public void discard(Effect.Discard effect) {
    // After what is still to be kept was kept.
    keeper.afterwards(() -> effect.segments().forEach(python.space()::discard));
  }

  @Override
  public void saveLearned(Effect.SaveLearned effect) {
    keeper.save(s -> s.saveLearned(effect.digest(), effect.learned()));
  }

  @Override
  public void saveMemory(Effect.SaveMemory effect) {
    keeper.save(s -> NotebookMemory.save(s, effect.memory()));
  }

  @Override
  public void accepted(Effect.Accept effect) {
    // What the cell shows is its output already; nothing is to be replaced.
  }

  @Override
  public void showOutputs(Effect.ShowOutputs effect) {
    outputs.show(effect.cell(), effect.outputs(), voice.executionCount(effect.cell()));
  }

  @Override
  public void showError(Effect.ShowError effect) {
    outputs.showError(effect.cell(), effect.error());
  }

  @Override
  public void startTimer(Effect.StartTimer effect) {
    var unused =
        timers.schedule(
            () -> voice.post(new SessionEvent.TimerFired(effect.run(), effect.timer())),
            effect.millis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void finish(Effect.Finish effect) {
    RunSummary summary = effect.summary();
    Map<CellId, List<String>> shown = new LinkedHashMap<>();
    summary.cells().forEach(c -> shown.put(c.id(), outputs.of(c.id())));
    voice.finished(summary, shown);
  }
}
