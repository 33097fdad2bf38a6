package dev.freshet.executor.session;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Staleness;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Taking up what an earlier session left, before anything runs; and leaving it to the next. */
final class Recollection {
  private final Draft d;

  Recollection(Draft draft) {
    this.d = draft;
  }

  /** Only a session that has done nothing yet takes up what an earlier one left. */
  void begin(Memory memory) {
    if (d.wishes.isEmpty() && d.results.isEmpty()) {
      d.memory = memory;
      goOn();
    }
  }

  /** Takes up what can be taken up by now. */
  void goOn() {
    if (d.memory.cells().isEmpty() && d.memory.aborted().isEmpty()) {
      return;
    }
    if (!d.wishes.isEmpty()) {
      d.memory = Memory.NOTHING;
      return;
    }
    if (d.program.cells().isEmpty()) {
      return;
    }
    d.assumed = d.memory.environment();
    d.memory.aborted().stream().filter(id -> d.index(id) >= 0).forEach(d.aborted::add);
    List<Memory.Cell> later = new ArrayList<>();
    for (Memory.Cell cell : d.memory.cells()) {
      if (!recall(cell)) {
        later.add(cell);
      }
    }
    d.memory = new Memory(d.memory.environment(), later, Set.of());
    if (later.isEmpty()) {
      lookAtFiles();
    }
  }

  /** False when the store has to be asked first. */
  private boolean recall(Memory.Cell cell) {
    Optional<CodeCell> there = now(cell);
    if (there.isEmpty() || d.results.containsKey(there.get().id())) {
      return true;
    }
    Execution failed = cell.failed();
    if (failed != null) {
      d.keep(there.get().id(), failed);
      return true;
    }
    List<Execution> known = d.traces.get(cell.digest());
    if (known == null) {
      d.askOnce("traces " + cell.digest(), new Effect.LoadTraces(cell.digest()));
      return false;
    }
    known.stream()
        .filter(e -> e.run().equals(cell.run()) && !d.countsElsewhere(there.get().id(), e))
        .findFirst()
        .ifPresent(e -> recalled(there.get().id(), e));
    return true;
  }

  /** The cell of the same id and text, else one of the same text, else the one of the same id. */
  private Optional<CodeCell> now(Memory.Cell cell) {
    Optional<CodeCell> named = d.program.find(cell.id());
    if (named.filter(c -> c.digest().equals(cell.digest())).isPresent()) {
      return named;
    }
    Set<CellId> claimed = new LinkedHashSet<>(d.results.keySet());
    d.memory.cells().stream()
        .filter(m -> d.program.find(m.id()).filter(c -> c.digest().equals(m.digest())).isPresent())
        .forEach(m -> claimed.add(m.id()));
    return d.program.cells().stream()
        .filter(c -> c.digest().equals(cell.digest()) && !claimed.contains(c.id()))
        .findFirst()
        .or(() -> named.filter(c -> !claimed.contains(c.id())));
  }

  private void recalled(CellId id, Execution execution) {
    d.keep(id, execution);
    d.restored.add(id);
    d.recalled.add(id);
  }

  private void lookAtFiles() {
    Set<String> keys = new LinkedHashSet<>();
    d.results.values().forEach(e -> keys.addAll(Staleness.filesToProbe(e)));
    keys.removeIf(key -> d.files.containsKey(key) || !d.asked.add("file " + key));
    if (!keys.isEmpty()) {
      d.emit(new Effect.Probe(keys));
    }
  }

  /** Leaves to the next session how the cells stand. */
  void leave() {
    if (!d.memorable) {
      return;
    }
    List<Memory.Cell> cells = new ArrayList<>();
    for (CodeCell cell : d.program.cells()) {
      Execution last = d.results.get(cell.id());
      if (last != null) {
        cells.add(new Memory.Cell(cell.id(), last.digest(), last.run(), last.ok() ? null : last));
      }
    }
    d.emit(new Effect.SaveMemory(new Memory(d.environment, cells, d.aborted)));
  }
}
