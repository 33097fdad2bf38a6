package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.Wanted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A session whose Python is simulated; what happens next is drawn from a seed. What workers say,
 * and what the system tells of them, arrives in any order.
 */
final class Simulation implements Effect.Visitor {
  private final Random random;
  private final int jobs;
  private final ToyStore store;
  private final Map<String, ToyWorker> workers = new TreeMap<>();
  private final Map<String, Boolean> waiting = new HashMap<>();
  private final List<SessionEvent> inbox = new ArrayList<>();
  private final Map<String, List<ToyProgram.Op>> code = new HashMap<>();
  private final Set<String> open = new LinkedHashSet<>();
  private List<CellId> cells = List.of();
  private boolean zygote;
  private int sessions;
  private int wishes;

  /** Contents by file, as workers left them. */
  final Map<String, String> disk = new HashMap<>();

  /** Which cells were executed in this run, in the order of their starts. */
  final List<Integer> started = new ArrayList<>();

  /** How many cells computed at once, at most. */
  long mostAtOnce;

  SessionState state;
  Optional<RunSummary> finished = Optional.empty();

  /** What is asked for in the middle of a run. */
  Runnable editing = () -> {};

  /** What is done in each turn of a run. */
  Runnable duringStep = () -> {};

  int executions;
  private final List<Object> history = new ArrayList<>();

  Simulation(Random random, int jobs) {
    this.random = random;
    this.jobs = jobs;
    store = new ToyStore(new Random(random.nextLong()));
    state = initial();
  }

  private SessionState initial() {
    return SessionState.initial(
        new SessionState.Settings("s" + sessions++, jobs), Optional.empty());
  }

  /** Another session on the same store and the same disk. */
  void reopen() {
    workers.clear();
    waiting.clear();
    inbox.clear();
    zygote = false;
    state = initial();
    step(new SessionEvent.Remembered(store.memory));
  }

  /** The machine's memory is looked at. */
  void hear(FreeMemory memory) {
    step(new SessionEvent.MemorySeen(memory));
  }

  /** Remembers what the test does, for when it fails. */
  void note(String line) {
    history.add(line);
  }

  void edit(List<List<ToyProgram.Op>> now, Program program) {
    program.cells().forEach(c -> code.put(c.cell().source(), now.get(c.index())));
    cells = program.cells().stream().map(CodeCell::id).toList();
    step(new SessionEvent.Edited(program));
  }

  RunSummary run(Wanted wanted, Set<CellId> chosen, boolean rerun) {
    run(wanted, chosen, rerun, Trouble.NONE);
    return finished.orElseThrow();
  }

  /** Runs until every request is done. */
  void run(Wanted wanted, Set<CellId> chosen, boolean rerun, Trouble trouble) {
    finished = Optional.empty();
    executions = 0;
    started.clear();
    request(wanted, chosen, rerun, OptionalLong.empty());
    for (int steps = 0; !open.isEmpty(); steps++) {
      assertThat(steps)
          .as(() -> "steps until the run is done; at last " + last(120))
          .isLessThan(20_000);
      duringStep.run();
      if (random.nextInt(1000) < trouble.perThousand()) {
        bring(Trouble.KINDS.get(random.nextInt(Trouble.KINDS.size())));
      } else {
        turn();
      }
    }
  }

  /** Lets everything that happened be heard. */
  void settle() {
    while (!inbox.isEmpty()) {
      step(inbox.remove(random.nextInt(inbox.size())));
    }
  }

  private void request(Wanted wanted, Set<CellId> chosen, boolean rerun, OptionalLong timeout) {
    String id = "q" + wishes++;
    open.add(id);
    boolean impure = timeout.isPresent();
    step(
        new SessionEvent.RunRequested(new Wish(id, wanted, chosen, rerun, false, timeout, impure)));
  }

  private void bring(Trouble.Kind kind) {
    note("trouble: " + kind);
    switch (kind) {
      case INTERRUPT -> step(new SessionEvent.InterruptRequested());
      case RESTART -> step(new SessionEvent.RestartRequested());
      case EDIT -> editing.run();
      case WORKER_DIES -> {
        List<String> names = List.copyOf(workers.keySet());
        if (!names.isEmpty()) {
          String name = names.get(random.nextInt(names.size()));
          workers.remove(name);
          inbox.add(
              new SessionEvent.RuntimeLost(
                  name, OptionalInt.empty(), OptionalInt.of(9), List.of()));
        }
      }
      case ZYGOTE_DIES -> {
        if (zygote) {
          zygote = false;
          workers.clear();
          inbox.removeIf(e -> e instanceof SessionEvent.RuntimeReady);
          inbox.add(new SessionEvent.RuntimeDown("the zygote died", true));
        }
      }
      case REQUEST -> {
        Set<CellId> some = Set.of(cells.get(random.nextInt(cells.size())));
        Wanted[] kinds = {Wanted.CELLS, Wanted.AFFECTED, Wanted.STALE};
        OptionalLong timeout = random.nextBoolean() ? OptionalLong.of(9) : OptionalLong.empty();
        request(kinds[random.nextInt(kinds.length)], some, random.nextBoolean(), timeout);
      }
      case MEMORY -> {
        Map<String, Long> held = new HashMap<>();
        workers.keySet().forEach(w -> held.put(w, random.nextLong(1L << 31)));
        hear(new FreeMemory(random.nextLong(1L << 32), 1L << 30, held));
      }
    }
  }

  /** Delivers one event, or lets one worker go on. */
  private void turn() {
    List<ToyWorker> ready =
        workers.values().stream()
            .filter(w -> w.order != null && !waiting.getOrDefault(w.name, false))
            .toList();
    int choices = inbox.size() + ready.size();
    assertThat(choices)
        .as(() -> "nothing can happen any more: a deadlock after " + last(60))
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
      if (random.nextInt(3) == 0) {
        inbox.add(said.get());
      } else {
        step(said.get());
      }
    }
  }

  /** What happened last, for when a test fails. */
  String last(int events) {
    return history.subList(Math.max(0, history.size() - events), history.size()).stream()
        .map(Simulation::brief)
        .collect(Collectors.joining("\n"));
  }

  /** How many events there were. */
  private double clock;

  private void step(SessionEvent event) {
    history.add(event);
    Transition transition = Session.step(state, event, ++clock);
    state = transition.state();
    long computing = state.attempts().values().stream().filter(a -> a.waiting() == null).count();
    mostAtOnce = Math.max(mostAtOnce, computing);
    assertThat(state.validate()).as(() -> "after " + event + last(40)).isEmpty();
    transition.effects().stream()
        .filter(e -> !(e instanceof Effect.SaveMemory || e instanceof Effect.SaveTrace))
        .forEach(e -> history.add(e));
    transition.effects().forEach(e -> e.accept(this));
  }

  private static String brief(Object act) {
    String arrow = act instanceof SessionEvent ? "<- " : act instanceof Effect ? "-> " : "";
    String line = arrow + act;
    return line.length() > 500 ? line.substring(0, 500) + "…" : line;
  }

  /** A worker that has a cell; what is sent to others is lost, as it is to a dead process. */
  private Optional<ToyWorker> busy(String name) {
    return Optional.ofNullable(workers.get(name)).filter(w -> w.order != null);
  }

  private void goOn(ToyWorker worker) {
    waiting.put(worker.name, false);
  }

  @Override
  public void startRuntime(Effect.StartRuntime effect) {
    zygote = true;
    workers.clear();
    inbox.add(new SessionEvent.RuntimeReady("env", "3.11", List.of()));
  }

  @Override
  public void fork(Effect.Fork effect) {
    if (zygote) {
      workers.put(effect.worker(), new ToyWorker(effect.worker(), store.segments, disk));
      inbox.add(new SessionEvent.WorkerReady(effect.worker()));
    }
  }

  @Override
  public void kill(Effect.Kill effect) {
    workers.remove(effect.worker());
    waiting.remove(effect.worker());
  }

  /** Code deep in a library may not hear of it. */
  @Override
  public void interrupt(Effect.Interrupt effect) {
    if (random.nextInt(5) > 0) {
      busy(effect.worker())
          .ifPresent(
              w -> {
                w.interrupted = true;
                goOn(w);
              });
    }
  }

  @Override
  public void execute(Effect.Execute effect) {
    executions++;
    Order order = effect.order();
    started.add(order.index());
    ToyWorker worker = workers.get(effect.worker());
    if (worker != null) {
      assertThat(worker.order).isNull();
      goOn(worker);
      worker.begin(order, Objects.requireNonNull(code.get(order.source())));
    }
  }

  @Override
  public void answer(Effect.Answer effect) {
    busy(effect.worker())
        .ifPresent(
            w -> {
              w.answer(effect);
              goOn(w);
            });
  }

  @Override
  public void openGate(Effect.OpenGate effect) {
    busy(effect.worker())
        .ifPresent(
            w -> {
              w.open();
              goOn(w);
            });
  }

  @Override
  public void askInput(Effect.AskInput effect) {
    inbox.add(new SessionEvent.InputGiven(effect.run(), Optional.of(ToyNamespace.ANSWER)));
  }

  @Override
  public void giveInput(Effect.GiveInput effect) {
    busy(effect.worker())
        .ifPresent(
            w -> {
              w.given();
              goOn(w);
            });
  }

  @Override
  public void probe(Effect.Probe effect) {
    Map<String, String> digests = new HashMap<>();
    effect.keys().forEach(k -> digests.put(k, found(k)));
    inbox.add(new SessionEvent.FilesProbed(digests));
  }

  private String found(String key) {
    return key.startsWith("list:")
        ? new TreeSet<>(disk.keySet()).toString()
        : disk.getOrDefault(key.substring(key.indexOf(':') + 1), "absent");
  }

  @Override
  public void loadTraces(Effect.LoadTraces effect) {
    inbox.add(store.load(effect.digest()));
  }

  @Override
  public void verify(Effect.Verify effect) {
    inbox.add(new SessionEvent.GroupVerified(effect.group().id(), effect.group().segment()));
  }

  @Override
  public void saveTrace(Effect.SaveTrace effect) {
    store.save(effect.execution());
  }

  @Override
  public void discard(Effect.Discard effect) {}

  @Override
  public void saveLearned(Effect.SaveLearned effect) {
    store.save(effect.digest(), effect.learned());
  }

  @Override
  public void saveMemory(Effect.SaveMemory effect) {
    store.memory = effect.memory();
  }

  @Override
  public void accepted(Effect.Accept effect) {}

  @Override
  public void showOutputs(Effect.ShowOutputs effect) {}

  @Override
  public void showError(Effect.ShowError effect) {}

  @Override
  public void stopRuntime(Effect.StopRuntime effect) {
    zygote = false;
    workers.clear();
    inbox.removeIf(e -> e instanceof SessionEvent.RuntimeReady);
  }

  @Override
  public void startTimer(Effect.StartTimer effect) {
    inbox.add(new SessionEvent.TimerFired(effect.run(), effect.timer()));
  }

  @Override
  public void finish(Effect.Finish effect) {
    finished = Optional.of(effect.summary());
    open.remove(effect.summary().request());
  }
}
