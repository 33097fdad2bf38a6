package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Dependencies;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.scope.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that a session knows; changed by {@link Session#step} alone.
 *
 * @param dependencies derived from the program and what was learned
 * @param results the last execution of each cell
 * @param restored cells whose last execution came from the store
 * @param aborted cells that could not run because an earlier one failed
 * @param asked what was asked of the store and the disk and is not answered yet
 * @param verified groups from the store whose bytes were compared with their checksum
 * @param together cells whose residents are read together, so that they share a worker
 * @param environment fingerprint of the interpreter and its packages, empty while unknown
 * @param memory what an earlier session left and was not taken up yet
 * @param assumed the environment of that session, counted on for statuses while none is known
 * @param recalled cells whose result comes from that session and was not shown in this one
 * @param past what an earlier session left, to tell the first run why its cells run
 * @param edited the text as it is now, when it changed after the present run began
 * @param free the machine's memory when it was last looked at
 * @param cramped cells that could start if there were more of it
 */
public record SessionState(
    Settings settings,
    Program program,
    Dependencies dependencies,
    Map<CellId, Execution> results,
    Set<CellId> restored,
    Set<CellId> aborted,
    Map<String, Group> groups,
    Map<String, Attempt> attempts,
    Map<String, Worker> workers,
    Map<String, List<Execution>> traces,
    Map<String, Learned> learned,
    Map<String, String> files,
    Set<String> asked,
    Set<String> verified,
    Set<CellId> together,
    RuntimePhase runtime,
    int restarts,
    Optional<String> environment,
    Optional<Program> edited,
    Memory memory,
    Optional<String> assumed,
    Set<CellId> recalled,
    Memory past,
    FreeMemory free,
    Set<CellId> cramped,
    ActiveRun run,
    int nextRun,
    int nextWorker) {

  /**
   * What does not change while a session lives.
   *
   * @param seed makes ids of executions unique among sessions
   * @param jobs how many cells may compute at once
   */
  public record Settings(String seed, int jobs) {}

  /** Where the zygote is in its life. */
  public enum RuntimePhase {
    NONE,
    STARTING,
    READY,
    BROKEN
  }

  public SessionState {
    results = Map.copyOf(results);
    restored = Set.copyOf(restored);
    aborted = Set.copyOf(aborted);
    groups = Map.copyOf(groups);
    attempts = Map.copyOf(attempts);
    workers = Map.copyOf(workers);
    traces = Map.copyOf(traces);
    learned = Map.copyOf(learned);
    files = Map.copyOf(files);
    asked = Set.copyOf(asked);
    verified = Set.copyOf(verified);
    together = Set.copyOf(together);
    recalled = Set.copyOf(recalled);
    cramped = Set.copyOf(cramped);
  }

  /** A session that knows nothing yet. */
  public static SessionState initial(Settings settings, Optional<String> environment) {
    return new SessionState(
        settings,
        Program.EMPTY,
        new Dependencies(Program.EMPTY, Map.of()),
        Map.of(),
        Set.of(),
        Set.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        Set.of(),
        Set.of(),
        Set.of(),
        RuntimePhase.NONE,
        0,
        environment,
        Optional.empty(),
        Memory.NOTHING,
        Optional.empty(),
        Set.of(),
        Memory.NOTHING,
        FreeMemory.UNKNOWN,
        Set.of(),
        ActiveRun.NONE,
        1,
        1);
  }

  /** Everything that contradicts itself; empty in a sound state. */
  public List<String> validate() {
    List<String> faults = new ArrayList<>();
    for (Attempt attempt : attempts.values()) {
      Worker worker = workers.get(attempt.worker());
      if (worker == null || worker.phase() != Worker.Phase.BUSY) {
        faults.add("execution " + attempt.run() + " has no busy worker");
      }
      if (run.verdicts().containsKey(attempt.cell())) {
        faults.add("cell " + attempt.cell() + " runs and has a verdict");
      }
      if (program.find(attempt.cell()).isEmpty()) {
        faults.add("execution " + attempt.run() + " is of no cell");
      }
    }
    long busy = workers.values().stream().filter(w -> w.phase() == Worker.Phase.BUSY).count();
    if (busy != attempts.size()) {
      faults.add(busy + " busy workers for " + attempts.size() + " executions");
    }
    long distinct = attempts.values().stream().map(Attempt::cell).distinct().count();
    if (distinct != attempts.size()) {
      faults.add("a cell runs twice at once");
    }
    for (CellId id : results.keySet()) {
      if (program.find(id).isEmpty()) {
        faults.add("result of a cell that is gone: " + id);
      }
    }
    for (CellId id : run.verdicts().keySet()) {
      if (run.targets().values().stream().noneMatch(t -> t.contains(id))) {
        faults.add("verdict on a cell that nobody wants: " + id);
      }
    }
    return faults;
  }
}
