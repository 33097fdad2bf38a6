package dev.freshet.executor.plan;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.semantics.Certainty;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a cell may do, from its text and from what earlier executions of its code showed.
 *
 * @param hiddenAmbient state it changes although no text says so, and builtins that it replaces:
 *     who reads that is not known either
 * @param fileReads files of earlier cells that it looks at, by path, as far as no edge of the graph
 *     says so
 * @param fileWrites files that it leaves to later cells, likewise
 */
public record Prediction(
    Set<String> reads,
    Set<String> writes,
    Set<String> surelyWrites,
    Set<String> ambientReads,
    Set<String> ambientWrites,
    Set<String> hiddenAmbient,
    Set<String> fileReads,
    Set<String> fileWrites,
    boolean readsAnything,
    boolean writesAnything) {

  public static Prediction of(CodeCell cell, Learned learned) {
    CellEffects effects = cell.effects();
    Set<String> reads = new TreeSet<>(learned.reads());
    Set<String> writes = new TreeSet<>(learned.writes());
    Set<String> surely = new TreeSet<>();
    effects.reads().forEach(r -> reads.add(r.name()));
    for (CellEffects.Mutation mutation : effects.mutations()) {
      reads.add(mutation.name());
      writes.add(mutation.name());
    }
    for (CellEffects.Write write : effects.writes()) {
      writes.add(write.name());
      if (write.certainty() == Certainty.MUST) {
        surely.add(write.name());
      }
    }
    for (CellEffects.Delete delete : effects.deletes()) {
      writes.add(delete.name());
      if (delete.certainty() == Certainty.MUST) {
        surely.add(delete.name());
      }
    }
    Set<String> ambientReads = new TreeSet<>(learned.ambientReads());
    Set<String> ambientWrites = new TreeSet<>(learned.ambientWrites());
    Set<String> announced = new TreeSet<>();
    for (CellEffects.AmbientEffect ambient : effects.ambient()) {
      if (ambient.mode().reads()) {
        ambientReads.add(ambient.name());
      }
      if (ambient.mode().writes()) {
        ambientWrites.add(ambient.name());
        announced.add(ambient.name());
      }
    }
    if (Glances.onlyAtBackend(cell)) {
      // Which name the backend goes by, no more: the analyzer need not tell.
      ambientWrites.add(Ambient.PLOTS);
      announced.add(Ambient.PLOTS);
    }
    Set<String> hidden = new TreeSet<>(learned.ambientWrites());
    hidden.removeAll(announced);
    hidden.removeAll(Ambient.SEEN_BY_READERS);
    announced.stream().filter(Ambient::isBuiltin).forEach(hidden::add);
    return new Prediction(
        reads,
        writes,
        surely,
        ambientReads,
        ambientWrites,
        hidden,
        learned.fileReads(),
        learned.fileWrites(),
        effects.openWorld().filter(CellEffects.OpenWorld::reads).isPresent(),
        effects.openWorld().filter(CellEffects.OpenWorld::writes).isPresent());
  }

  public boolean mayWrite(String name) {
    return writesAnything || writes.contains(name);
  }
}
