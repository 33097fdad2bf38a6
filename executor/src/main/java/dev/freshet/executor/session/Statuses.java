package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.graph.Reason.Kind;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Activity;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Dependencies;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.Resident;
import dev.freshet.executor.plan.Staleness;
import dev.freshet.executor.plan.Surprise;
import dev.freshet.executor.plan.Validity;
import dev.freshet.executor.plan.World;
import dev.freshet.executor.scope.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Status of every cell, derived from the state as a whole (semantics.md, section 7). */
public final class Statuses {
  private final SessionState state;
  private final Draft draft;
  private final Program program;
  private final Map<Integer, Validity> validity = new HashMap<>();

  private Statuses(SessionState state) {
    this.state = state;
    this.draft = new Draft(state, 0);
    draft.trustEdited = true;
    this.program = state.edited().orElse(state.program());
    if (state.edited().isPresent()) {
      draft.program = program;
      draft.dependencies = new Dependencies(program, state.learned());
    }
  }

  public static List<CellStatus> of(SessionState state) {
    Statuses statuses = new Statuses(state);
    List<CellStatus> all = new ArrayList<>();
    statuses.program.cells().forEach(cell -> all.add(statuses.status(cell)));
    return all;
  }

  private CellStatus status(CodeCell cell) {
    List<Reason> reasons = new ArrayList<>();
    Validity valid = validity(cell, reasons);
    validity.put(cell.index(), valid);
    if (draft.cramped.contains(cell.id()) && draft.unsettled(cell.id())) {
      reasons.add(Admission.reason());
    }
    Execution last = state.results().get(cell.id());
    Optional<Attempt> attempt = draft.attemptOf(cell.id());
    return new CellStatus(
        cell.id(),
        cell.index(),
        valid,
        activity(cell.id(), attempt),
        reasons,
        last == null ? null : (Double) last.durationMs(),
        cell.executionCount(),
        state.restored().contains(cell.id()),
        attempt.map(Attempt::run).orElse(run(last)),
        last == null ? List.of() : last.impure(),
        last == null ? List.of() : Resident.of(last),
        Surprise.of(cell, state.learned().getOrDefault(cell.digest(), Learned.NOTHING)));
  }

  private static @Nullable String run(@Nullable Execution last) {
    return last == null ? null : last.run();
  }

  private Activity activity(CellId id, Optional<Attempt> attempt) {
    if (attempt.isPresent()) {
      return Activity.RUNNING;
    }
    return draft.unsettled(id) ? Activity.QUEUED : Activity.IDLE;
  }

  private Validity validity(CodeCell cell, List<Reason> reasons) {
    if (state.aborted().contains(cell.id())) {
      blame(givers(cell), reasons);
      return Validity.ABORTED;
    }
    Execution last = state.results().get(cell.id());
    if (last == null) {
      state.run().reasons().getOrDefault(cell.id(), List.of()).stream()
          .filter(r -> r.kind() != Kind.INSERTED)
          .forEach(reasons::add);
      return refused(cell.id()) ? Validity.FAILED : Validity.NEVER_RUN;
    }
    if (cell.frozen()) {
      return Validity.CURRENT;
    }
    World world = draft.world(cell.index(), true);
    reasons.addAll(Staleness.reasons(cell, last, world));
    upstream(cell, last, world, reasons);
    if (!reasons.isEmpty()) {
      return Validity.STALE;
    }
    return last.ok() ? Validity.CURRENT : Validity.FAILED;
  }

  private boolean refused(CellId id) {
    Verdict verdict = state.run().verdicts().get(id);
    return verdict != null && verdict.state() == Verdict.State.FAILED;
  }

  private void upstream(CodeCell cell, Execution last, World world, List<Reason> reasons) {
    Map<Integer, String> names = givers(cell);
    for (String name : last.inputs().names().keySet()) {
      world.scope().resolve(name).map(Version::writer).ifPresent(w -> names.put(w, name));
    }
    blame(names, reasons);
  }

  /** The cells that give what it needs, each with a name that it gives, which may be empty. */
  private Map<Integer, String> givers(CodeCell cell) {
    Map<Integer, String> names = new HashMap<>();
    for (int giver : draft.dependencies.givers(cell.index())) {
      draft.dependencies.prediction(cell.index()).reads().stream()
          .filter(draft.dependencies.prediction(giver).writes()::contains)
          .findFirst()
          .ifPresentOrElse(n -> names.put(giver, n), () -> names.put(giver, ""));
    }
    return names;
  }

  private void blame(Map<Integer, String> names, List<Reason> reasons) {
    for (int writer : new TreeSet<>(names.keySet())) {
      Validity there = validity.getOrDefault(writer, Validity.CURRENT);
      if (there != Validity.CURRENT) {
        reasons.add(upstream(names.getOrDefault(writer, ""), writer, there));
      }
    }
  }

  private Reason upstream(String name, int writer, Validity there) {
    boolean edited =
        program
            .at(writer)
            .map(
                c -> {
                  Execution last = state.results().get(c.id());
                  return last != null && !last.digest().equals(c.digest());
                })
            .orElse(false);
    String fate =
        switch (there) {
          case NEVER_RUN -> "has not run";
          case FAILED -> "failed";
          case ABORTED -> "could not run";
          default -> edited ? "was edited" : "is stale";
        };
    String what = name.isEmpty() ? "it uses what comes" : name + " comes";
    return new Reason(
        Kind.UPSTREAM,
        Optional.of(name).filter(n -> !n.isEmpty()),
        OptionalInt.of(writer),
        what + " from cell " + writer + ", which " + fate);
  }
}
