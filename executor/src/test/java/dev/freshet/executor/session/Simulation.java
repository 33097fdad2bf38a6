package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A session whose Python is simulated; what happens next is drawn from a seed. */
final class Simulation implements Effect.Visitor {
  private final Random random;
  private final Map<String, Map<String, ToyWorker.Member>> segments = new HashMap<>();
  private final Map<String, ToyWorker> workers = new TreeMap<>();
  private final Map<String, Boolean> waiting = new HashMap<>();
  private final List<SessionEvent> inbox = new ArrayList<>();
  private List<List<ToyProgram.Op>> cells = List.of();

  /** Contents by file, as workers left them. */
  final Map<String, String> disk = new HashMap<>();

  /** Which cells were executed in this run, in the order of their starts. */
  final List<Integer> started = new ArrayList<>();

  SessionState state;
  Optional<RunSummary> finished = Optional.empty();
  final List<String> acts = new ArrayList<>();
  int executions;
  private final List<String> history = new ArrayList<>();

  Simulation(Random random, int jobs) {
    this.random = random;
    state = SessionState.initial(new SessionState.Settings("s", jobs), Optional.empty());
  }

  /** Remembers what the test does, for when it fails. */
  void note(String line) {
    history.add(line);
  }

  void edit(List<List<ToyProgram.Op>> now, Program program) {
    cells = now;
    step(new SessionEvent.Edited(program));
  }

  RunSummary run(Wanted wanted, Set<CellId> chosen, boolean rerun) {
    finished = Optional.empty();
    executions = 0;
    started.clear();
    step(
        new SessionEvent.RunRequested(
            new Wish("q", wanted, chosen, rerun, false, OptionalLong.empty(), false)));
    for (int steps = 0; finished.isEmpty(); steps++) {
      assertThat(steps).as("steps until the run is done; at last %s", last(120)).isLessThan(20_000);
      turn();
    }
    return finished.orElseThrow();
  }

  /** Delivers one event, or lets one worker go on. */
  private void turn() {
    List<ToyWorker> ready =
        workers.values().stream()
            .filter(w -> w.order != null && !waiting.getOrDefault(w.name, false))
            .toList();
    int choices = inbox.size() + ready.size();
    assertThat(choices)
        .as("nothing can happen any more: a deadlock after %s", last(20))
        .isPositive();
    int pick = random.nextInt(choices);
    if (pick < inbox.size()) {
      step(inbox.remove(pick));
      return;
    }
    ToyWorker worker = ready.get(pick - inbox.size());
    Optional<SessionEvent> said = worker.step();
    if (said.isPresent()) {
      waiting.put(worker.name, true);
      step(said.get());
    }
  }

  /** What happened last, for when a test fails. */
  String last(int events) {
    return String.join("\n", history.subList(Math.max(0, history.size() - events), history.size()));
  }

  private void step(SessionEvent event) {
    history.add("<- " + event);
    Transition transition = Session.step(state, event, 1);
    state = transition.state();
    assertThat(state.validate()).as("after %s", event).isEmpty();
    transition.effects().forEach(e -> history.add("-> " + e));
    transition.effects().forEach(e -> e.accept(this));
  }

  private ToyWorker worker(String name) {
    return Objects.requireNonNull(workers.get(name), name);
  }

  @Override
  public void startRuntime(Effect.StartRuntime effect) {
    inbox.add(new SessionEvent.RuntimeReady("env", "3.11", List.of()));
  }

  @Override
  public void fork(Effect.Fork effect) {
    workers.put(effect.worker(), new ToyWorker(effect.worker(), segments, disk));
    inbox.add(new SessionEvent.WorkerReady(effect.worker()));
  }

  @Override
  public void kill(Effect.Kill effect) {
    workers.remove(effect.worker());
    waiting.remove(effect.worker());
  }

  @Override
  public void interrupt(Effect.Interrupt effect) {}

  @Override
  public void execute(Effect.Execute effect) {
    executions++;
    started.add(effect.order().index());
    ToyWorker worker = worker(effect.worker());
    assertThat(worker.order).isNull();
    waiting.put(effect.worker(), false);
    worker.begin(effect.order(), cells.get(effect.order().index()));
  }

  @Override
  public void answer(Effect.Answer effect) {
    worker(effect.worker()).answer(effect);
    waiting.put(effect.worker(), false);
  }

  @Override
  public void openGate(Effect.OpenGate effect) {
    acts.add(effect.worker());
    worker(effect.worker()).open();
    waiting.put(effect.worker(), false);
  }

  @Override
  public void askInput(Effect.AskInput effect) {}

  @Override
  public void giveInput(Effect.GiveInput effect) {}

  @Override
  public void probe(Effect.Probe effect) {
    Map<String, String> digests = new HashMap<>();
    effect
        .keys()
        .forEach(k -> digests.put(k, disk.getOrDefault(k.substring(k.indexOf(':') + 1), "absent")));
    inbox.add(new SessionEvent.FilesProbed(digests));
  }

  @Override
  public void loadTraces(Effect.LoadTraces effect) {
    inbox.add(new SessionEvent.TracesLoaded(effect.digest(), List.of(), Learned.NOTHING));
  }

  @Override
  public void verify(Effect.Verify effect) {
    inbox.add(new SessionEvent.GroupVerified(effect.group().id(), effect.group().segment()));
  }

  @Override
  public void saveTrace(Effect.SaveTrace effect) {}

  @Override
  public void discard(Effect.Discard effect) {}

  @Override
  public void saveLearned(Effect.SaveLearned effect) {}

  @Override
  public void saveMemory(Effect.SaveMemory effect) {}

  @Override
  public void accepted(Effect.Accept effect) {}

  @Override
  public void showOutputs(Effect.ShowOutputs effect) {}

  @Override
  public void showError(Effect.ShowError effect) {}

  @Override
  public void stopRuntime(Effect.StopRuntime effect) {}

  @Override
  public void startTimer(Effect.StartTimer effect) {}

  @Override
  public void finish(Effect.Finish effect) {
    finished = Optional.of(effect.summary());
  }
}
