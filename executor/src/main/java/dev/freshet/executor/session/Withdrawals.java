package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Ambient;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Staleness;
import dev.freshet.executor.plan.World;
import dev.freshet.executor.scope.ScopeAt;
import dev.freshet.executor.session.RunSummary.Misprediction;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Taking back what consumed an older version than its position gives it. */
final class Withdrawals {
  private final Draft d;

  Withdrawals(Draft draft) {
    this.d = draft;
  }

  /** Looks again at every later cell after the cell at the index was committed. */
  void recheckAfter(int writer) {
    List<CodeCell> later = d.program.cells().stream().filter(c -> c.index() > writer).toList();
    List<Runnable> takenBack = new ArrayList<>();
    for (CodeCell cell : later) {
      Optional<Attempt> running = d.attemptOf(cell.id());
      if (running.isPresent()) {
        outdated(cell, world -> outdated(cell, running.get(), world))
            .ifPresent(name -> takenBack.add(() -> stop(running.get(), name, writer)));
      } else if (standing(cell.id())) {
        outdated(cell, world -> outdated(cell, world))
            .or(() -> listedTooEarly(cell, writer))
            .ifPresent(r -> takenBack.add(() -> takeBack(cell, r, writer)));
      }
    }
    takenBack.forEach(Runnable::run);
  }

  /**
   * Looks again at the files of earlier cells: one that a later cell used to overwrite, and does
   * not any more, must be written again.
   */
  void recheckFilesBefore(int writer) {
    for (CodeCell cell : d.before(writer)) {
      Execution last = d.results.get(cell.id());
      if (last != null && !last.files().isEmpty() && standing(cell.id())) {
        Staleness.lostFile(last, d.world(cell.index(), true))
            .ifPresent(r -> takeBack(cell, r, writer));
      }
    }
  }

  /**
   * What speaks against a cell both when unsettled cells are trusted to repeat their last results
   * and when they are left out. Once all earlier cells are settled the two are one.
   */
  private <T> Optional<T> outdated(CodeCell cell, Function<World, Optional<T>> objection) {
    return objection
        .apply(d.world(cell.index(), false))
        .filter(o -> objection.apply(d.world(cell.index(), true)).isPresent());
  }

  private boolean standing(CellId id) {
    Verdict verdict = d.verdicts.get(id);
    return verdict != null
        && switch (verdict.state()) {
          case RAN, RESTORED, CURRENT, FAILED -> d.results.containsKey(id);
          case ABORTED, FROZEN, SKIPPED -> false;
        };
  }

  /** What lies on the disk may be of a later cell; what an earlier one wrote counts. */
  private static boolean ofEarlierCell(Reason reason, World world) {
    return reason.name().filter(world.written().before()::containsKey).isPresent();
  }

  private Optional<Reason> listedTooEarly(CodeCell cell, int writer) {
    Verdict verdict = d.verdicts.get(cell.id());
    Execution last = d.results.get(cell.id());
    if (verdict == null || last == null) {
      return Optional.empty();
    }
    return new Disk(d)
        .listedTooEarly(cell.index(), verdict.start(), last.files())
        .map(
            p ->
                Reason.of(
                    Reason.Kind.FILE, p, writer, p + " was written after its folder was listed"));
  }

  private Optional<Reason> outdated(CodeCell cell, World world) {
    Execution last = d.results.get(cell.id());
    return last == null
        ? Optional.empty()
        : Staleness.reasons(cell, last, world).stream()
            .filter(r -> r.kind() != Reason.Kind.FILE || ofEarlierCell(r, world))
            .findFirst();
  }

  private Optional<String> outdated(CodeCell cell, Attempt attempt, World world) {
    // Whether aliases matter is known when it is done.
    Optional<String> other = differing(attempt, attempt.named(), world);
    if (other.isPresent()) {
      return other;
    }
    for (String name : d.dependencies.prediction(cell.index()).ambientReads()) {
      if (!world.ambient(name).equals(seenAmbient(attempt, name))) {
        return Optional.of(name);
      }
    }
    return unseen(attempt, world);
  }

  /** One of the names whose value is another than the attempt was given. */
  static Optional<String> differing(Attempt attempt, Set<String> names, World world) {
    for (String name : names) {
      String given = attempt.consumed().get(name);
      if (given != null && !world.scope().agrees(name, ScopeAt.valueOf(given))) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  /**
   * State that an earlier cell changed without announcing it, and that was another at the start.
   */
  static Optional<String> unseen(Attempt attempt, World world) {
    for (String name : world.hidden()) {
      if (!world.ambient(name).equals(seenAmbient(attempt, name))) {
        return Optional.of(name);
      }
    }
    Optional<String> now = world.scope().fingerprint(Ambient.PROCESS);
    Optional<String> given = Optional.ofNullable(attempt.consumed().get(Ambient.PROCESS));
    return now.equals(given) ? Optional.empty() : Optional.of(Ambient.PROCESS);
  }

  static String seenAmbient(Attempt attempt, String name) {
    return attempt.ambient().getOrDefault(name, dev.freshet.executor.plan.Inputs.PRISTINE);
  }

  private void takeBack(CodeCell cell, Reason reason, int writer) {
    Verdict verdict = d.verdicts.remove(cell.id());
    Execution last = d.results.get(cell.id());
    if (verdict != null && verdict.start() > 0 && last != null) {
      String name = reason.name().orElse("?");
      String worker = verdict.worker() == null ? "" : verdict.worker();
      d.mispredictions.add(
          new Misprediction(cell.index(), name, writer, worker, verdict.start(), verdict.end()));
      learn(last.digest(), cell.index(), last.inputs().names().keySet(), name, writer);
    }
    d.restored.remove(cell.id());
    d.emit(new Effect.ShowOutputs(cell.id(), List.of()));
    if (verdict != null && verdict.state() == Verdict.State.FAILED) {
      reviveAfter(cell.index());
    }
  }

  /** What could not run because of a failure that does not count may be able to now. */
  private void reviveAfter(int index) {
    d.again |=
        d.verdicts
            .entrySet()
            .removeIf(
                e -> e.getValue().state() == Verdict.State.ABORTED && d.index(e.getKey()) > index);
  }

  /** Ends an execution as if it had never been, so that the cell runs again. */
  void stop(Attempt attempt, String name, int writer) {
    int index = d.index(attempt.cell());
    if (index >= 0 && writer >= 0) {
      d.mispredictions.add(
          new Misprediction(index, name, writer, attempt.worker(), attempt.start(), d.now));
      learn(attempt.digest(), index, attempt.named(), name, writer);
    }
    forget(attempt);
  }

  /**
   * The same mistake is not made twice: the name counts as read by the cell from now on, and if the
   * writer did not bind it, whatever it did bind and this cell consumed, as an alias perhaps.
   */
  private void learn(String digest, int index, Set<String> consumed, String name, int writer) {
    if (d.world(index, true).written().before().containsKey(name)) {
      d.program.at(index).ifPresent(c -> new Lessons(d).learnFile(c, name, writer));
      return;
    }
    Set<String> lesson = new LinkedHashSet<>();
    d.program
        .at(writer)
        .map(c -> d.results.get(c.id()))
        .ifPresent(
            e -> {
              lesson.addAll(e.exports().moved().keySet());
              lesson.addAll(e.exports().deletes());
            });
    Set<String> concerned = new LinkedHashSet<>(lesson.contains(name) ? Set.of() : consumed);
    if (!lesson.contains(name)) {
      concerned.addAll(d.world(index, true).scope().mates(name));
    }
    lesson.retainAll(concerned);
    boolean ambient = name.startsWith("@");
    if (!ambient) {
      lesson.add(name);
    }
    Set<String> ambientLesson = ambient ? Set.of(name) : Set.of();
    new Lessons(d)
        .teach(digest, Learned.names(lesson, Set.of()).withAmbient(ambientLesson, Set.of()));
  }

  /** Kills the worker and forgets the attempt; its cell is unsettled again. */
  void forget(Attempt attempt) {
    d.attempts.remove(attempt.run());
    d.kill(attempt.worker());
    d.emit(new Effect.ShowOutputs(attempt.cell(), List.of()));
  }

  void dropGone() {
    for (Attempt attempt : List.copyOf(d.attempts.values())) {
      if (d.program.find(attempt.cell()).isEmpty()) {
        d.attempts.remove(attempt.run());
        d.kill(attempt.worker());
      }
    }
  }
}
