package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Dependencies;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.World;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Layer;
import dev.freshet.executor.scope.ScopeAt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The state while one step works on it, and the effects so far; never leaves the step. */
final class Draft {
  final SessionState.Settings settings;
  Program program;
  Dependencies dependencies;
  Optional<Program> edited;
  final Map<CellId, Execution> results;
  final Set<CellId> restored;
  final Set<CellId> aborted;
  final Map<String, Group> groups;
  final Map<String, Attempt> attempts;
  final Map<String, Worker> workers;
  final Map<String, List<Execution>> traces;
  final Map<String, Learned> learned;
  final Map<String, String> files;
  final Set<String> asked;
  final Set<String> verified;
  final Set<CellId> together;
  Memory memory;
  Optional<String> assumed;
  final Set<CellId> recalled;
  Memory past;
  FreeMemory free;
  final Set<CellId> cramped;

  /** Something changed that the next session should know. */
  boolean memorable;

  SessionState.RuntimePhase runtime;
  int restarts;
  Optional<String> environment;
  final Map<String, Wish> wishes;
  final Map<String, Set<CellId>> targets;
  final Set<CellId> forced;
  final Map<CellId, Verdict> verdicts;
  final Map<CellId, Integer> tries;
  final Map<CellId, List<Reason>> reasons;
  final List<RunSummary.Misprediction> mispredictions;
  boolean interrupted;
  int nextRun;
  int nextWorker;
  final List<Effect> effects = new ArrayList<>();

  /** Indices of cells that were settled and after which later cells must be looked at again. */
  final TreeSet<Integer> settled = new TreeSet<>();

  /** Something was taken back or killed: what was decided before may look different now. */
  boolean again;

  @Nullable String fault;

  /** Count what a cell left before it was edited, so that its readers' only reason is the edit. */
  boolean trustEdited;

  final double now;

  Draft(SessionState s, double now) {
    this.now = now;
    settings = s.settings();
    program = s.program();
    dependencies = s.dependencies();
    edited = s.edited();
    results = new HashMap<>(s.results());
    restored = new LinkedHashSet<>(s.restored());
    aborted = new LinkedHashSet<>(s.aborted());
    groups = new HashMap<>(s.groups());
    attempts = new TreeMap<>(s.attempts());
    workers = new TreeMap<>(s.workers());
    traces = new HashMap<>(s.traces());
    learned = new HashMap<>(s.learned());
    files = new HashMap<>(s.files());
    asked = new LinkedHashSet<>(s.asked());
    verified = new LinkedHashSet<>(s.verified());
    together = new LinkedHashSet<>(s.together());
    memory = s.memory();
    assumed = s.assumed();
    recalled = new LinkedHashSet<>(s.recalled());
    past = s.past();
    free = s.free();
    cramped = new LinkedHashSet<>(s.cramped());
    runtime = s.runtime();
    restarts = s.restarts();
    environment = s.environment();
    wishes = new TreeMap<>(s.run().wishes());
    targets = new LinkedHashMap<>(s.run().targets());
    forced = new LinkedHashSet<>(s.run().forced());
    verdicts = new LinkedHashMap<>(s.run().verdicts());
    tries = new HashMap<>(s.run().attempts());
    reasons = new HashMap<>(s.run().reasons());
    mispredictions = new ArrayList<>(s.run().mispredictions());
    interrupted = s.run().interrupted();
    nextRun = s.nextRun();
    nextWorker = s.nextWorker();
  }

  SessionState freeze() {
    ActiveRun run =
        wishes.isEmpty()
            ? ActiveRun.NONE
            : new ActiveRun(
                wishes, targets, forced, verdicts, tries, reasons, mispredictions, interrupted);
    return new SessionState(
        settings,
        program,
        dependencies,
        results,
        restored,
        aborted,
        groups,
        attempts,
        workers,
        traces,
        learned,
        files,
        asked,
        verified,
        together,
        runtime,
        restarts,
        environment,
        edited,
        memory,
        assumed,
        recalled,
        past,
        free,
        cramped,
        run,
        nextRun,
        nextWorker);
  }

  void emit(Effect effect) {
    effects.add(effect);
  }

  /** Asks once; the key is taken back when the answer comes. */
  void askOnce(String key, Effect effect) {
    if (asked.add(key)) {
      emit(effect);
    }
  }

  void relearn() {
    dependencies = new Dependencies(program, learned);
  }

  boolean wanted(CellId id) {
    for (Set<CellId> cells : targets.values()) {
      if (cells.contains(id)) {
        return true;
      }
    }
    return false;
  }

  boolean wantedBy(String wish, CellId id) {
    return targets.getOrDefault(wish, Set.of()).contains(id);
  }

  boolean unsettled(CellId id) {
    return wanted(id) && !verdicts.containsKey(id);
  }

  boolean unsettled(int index) {
    return program.at(index).map(c -> unsettled(c.id())).orElse(false);
  }

  Optional<Attempt> attemptOf(CellId id) {
    return attempts.values().stream().filter(a -> a.cell().equals(id)).findFirst();
  }

  int index(CellId id) {
    return program.find(id).map(CodeCell::index).orElse(-1);
  }

  List<CodeCell> before(int index) {
    return program.before(index);
  }

  boolean allSettledBefore(int index) {
    return before(index).stream().noneMatch(c -> unsettled(c.id()));
  }

  /** Whether the cell failed or could not run, so that what it would give is not there. */
  boolean givesNothing(CellId id) {
    Verdict verdict = verdicts.get(id);
    if (verdict == null) {
      return false;
    }
    Execution last = results.get(id);
    boolean exported = last != null && last.error() != null && last.exported();
    return switch (verdict.state()) {
      case ABORTED, SKIPPED -> true;
      case FAILED -> !exported;
      default -> false;
    };
  }

  boolean anyFailedBefore(int index) {
    return before(index).stream()
        .map(c -> verdicts.get(c.id()))
        .anyMatch(v -> v != null && v.state() == Verdict.State.FAILED);
  }

  /** The execution whose exports later cells see, if there is one. */
  Optional<Execution> visible(CodeCell cell, boolean trustUnsettled) {
    Execution last = results.get(cell.id());
    if (last == null || !last.ok() || givesNothing(cell.id())) {
      return Optional.empty();
    }
    boolean sameText = cell.frozen() || trustEdited || last.digest().equals(cell.digest());
    return sameText && (trustUnsettled || !unsettled(cell.id()))
        ? Optional.of(last)
        : Optional.empty();
  }

  private static Layer layer(CodeCell cell, Execution execution) {
    return new Layer(cell.index(), cell.executionCount(), execution.exports(), execution.groups());
  }

  /**
   * What a cell at the index finds.
   *
   * @param trustUnsettled count the last results of cells that are not settled, as if they stood
   */
  World world(int index, boolean trustUnsettled) {
    List<Layer> layers = new ArrayList<>();
    for (CodeCell cell : before(index)) {
      visible(cell, trustUnsettled).ifPresent(e -> layers.add(layer(cell, e)));
    }
    Set<String> hidden = new LinkedHashSet<>();
    before(index).forEach(c -> hidden.addAll(dependencies.prediction(c.index()).hiddenAmbient()));
    return new World(
        new ScopeAt(index, layers, groups),
        files,
        environment.or(() -> assumed).orElse(""),
        hidden,
        () -> texts(index),
        () -> new Disk(this).written(index, trustUnsettled));
  }

  private String texts(int index) {
    StringBuilder all = new StringBuilder();
    before(index).forEach(c -> all.append(c.cell().source()).append('\0'));
    return UUID.nameUUIDFromBytes(all.toString().getBytes(StandardCharsets.UTF_8)).toString();
  }

  void settle(CellId id, Verdict verdict) {
    verdicts.put(id, verdict);
    memorable = true;
    recalled.remove(id);
    settled.add(index(id));
    forced.remove(id);
    if (verdict.state() == Verdict.State.ABORTED) {
      aborted.add(id);
    } else {
      aborted.remove(id);
    }
  }

  void keep(CellId id, Execution execution) {
    results.put(id, execution);
    execution.groups().forEach(g -> groups.put(g.id(), g));
  }

  /** Two cells with one text each make their own objects: an execution counts for one of them. */
  boolean countsElsewhere(CellId id, Execution execution) {
    return results.entrySet().stream()
        .anyMatch(e -> !e.getKey().equals(id) && e.getValue().run().equals(execution.run()));
  }

  void kill(String worker) {
    if (workers.remove(worker) != null) {
      again = true;
      emit(new Effect.Kill(worker));
    }
  }

  /** The worker in which a resident group lives, if it still does. */
  Optional<Worker> home(Group group) {
    return workers.values().stream().filter(w -> w.holds().contains(group.id())).findFirst();
  }

  boolean available(Group group) {
    return group.isKept() || (group.isResident() && home(group).isPresent());
  }
}
