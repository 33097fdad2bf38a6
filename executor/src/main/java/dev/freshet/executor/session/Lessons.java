package dev.freshet.executor.session;

import dev.freshet.executor.plan.Ambient;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.FileTouch;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.plan.Prediction;
import dev.freshet.executor.plan.Written;
import dev.freshet.executor.scope.ScopeAt;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What runs teach about cells: effects that their texts do not show, for the next plan. */
final class Lessons {
  private final Draft d;

  Lessons(Draft draft) {
    this.d = draft;
  }

  /** What a finished attempt showed of its cell, whether it counts or not. */
  void learn(CodeCell cell, Attempt attempt, Observation seen) {
    learnNames(cell, attempt, seen);
    learnFiles(cell, seen);
  }

  private void learnNames(CodeCell cell, Attempt attempt, Observation seen) {
    Prediction predicted = d.dependencies.prediction(cell.index());
    Set<String> reads = new LinkedHashSet<>(attempt.fetched());
    // Who changes an object, or keeps a reference to it, waits for all that give it another name.
    reads.addAll(Linked.names(seen, d.groups));
    reads.remove(Ambient.PROCESS);
    if (!seen.absent().isEmpty()) {
      ScopeAt scope = d.world(cell.index(), true).scope();
      seen.absent().stream().filter(n -> scope.resolve(n).isPresent()).forEach(reads::add);
    }
    Set<String> writes = new LinkedHashSet<>(seen.moved().keySet());
    writes.addAll(seen.deletes());
    writes.remove("_" + cell.executionCount());
    Set<String> ambientWrites = new LinkedHashSet<>();
    seen.ambient().forEach(a -> ambientWrites.add(a.name()));
    Set<String> ambientReads = new LinkedHashSet<>(seen.ambientReads());
    reads.removeAll(predicted.reads());
    writes.removeAll(predicted.writes());
    ambientReads.removeAll(predicted.ambientReads());
    ambientWrites.removeAll(predicted.ambientWrites());
    teach(attempt.digest(), Learned.names(reads, writes).withAmbient(ambientReads, ambientWrites));
  }

  /** Files that cells above left and cells below look at, although no text says so. */
  private void learnFiles(CodeCell cell, Observation seen) {
    if (seen.files().isEmpty()) {
      return;
    }
    Map<String, Written.Left> left = new Disk(d).written(cell.index(), true).before();
    for (FileTouch touch : seen.files()) {
      Written.Left there = left.get(touch.path());
      if (touch.reads() && there != null) {
        learnFile(cell, touch.path(), there.writer());
      }
      if (touch.writes()) {
        d.program.cells().stream()
            .filter(c -> c.index() > cell.index() && lookedAt(c, touch.path()))
            .forEach(c -> learnFile(c, touch.path(), cell.index()));
      }
    }
  }

  private boolean lookedAt(CodeCell cell, String path) {
    Execution last = d.results.get(cell.id());
    return last != null
        && last.digest().equals(cell.digest())
        && last.files().stream().anyMatch(t -> t.reads() && t.path().equals(path));
  }

  /** From now on the reader waits for the writer. */
  void learnFile(CodeCell reader, String path, int writer) {
    if (d.dependencies.before(reader.index()).contains(writer)) {
      return;
    }
    teach(reader.digest(), Learned.files(Set.of(path), Set.of()));
    d.program.at(writer).ifPresent(c -> teach(c.digest(), Learned.files(Set.of(), Set.of(path))));
  }

  /** Remembers effects that the text did not show. */
  void teach(String digest, Learned lesson) {
    Learned known = d.learned.getOrDefault(digest, Learned.NOTHING);
    Learned all = known.plus(lesson);
    if (!all.equals(known)) {
      d.learned.put(digest, all);
      d.relearn();
      d.emit(new Effect.SaveLearned(digest, all));
    }
  }
}
