package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.graph.DependencyGraph.EdgeKind;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.AmbientAccess;
import dev.freshet.analyzer.semantics.flow.FileAccess;
import dev.freshet.analyzer.semantics.flow.NameMutation;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.OutsideEffect;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Draws the edges between cells from the sources of their units (semantics.md, section 4). */
final class EdgesBuilder {
  private final NotebookFlow flow;
  private final Map<Key, Edge> edges = new LinkedHashMap<>();

  // With methods of its own, because a record's are slow to be made (see CellId).
  private record Key(int from, int to, String name) {
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key && key.from == from && key.to == to && key.name.equals(name);
    }

    @Override
    public int hashCode() {
      return (name.hashCode() * 31 + from) * 31 + to;
    }
  }

  private EdgesBuilder(NotebookFlow flow) {
    this.flow = flow;
  }

  /** The edges that end in a cell. */
  static List<Edge> of(NotebookFlow flow, int cell) {
    EdgesBuilder builder = new EdgesBuilder(flow);
    flow.cells().get(cell).forEach(builder::add);
    return new ArrayList<>(builder.edges.values());
  }

  private void add(UnitEffects unit) {
    if (!unit.reads().isEmpty()) {
      unit.reads().forEach((name, read) -> addRead(unit, name, read));
    }
    for (FileAccess access : unit.files()) {
      String path = access.path().orElse("some file");
      access.from().forEach(w -> edge(w, unit, path, EdgeKind.FILE, access.certainty()));
      access.after().forEach(w -> edge(w, unit, path, EdgeKind.FILE, access.certainty()));
    }
    for (AmbientAccess access : unit.ambient().values()) {
      access
          .from()
          .forEach(w -> edge(w, unit, access.name(), EdgeKind.AMBIENT, access.certainty()));
    }
    for (OutsideEffect effect : unit.external().values()) {
      effect.after().forEach(w -> edge(w, unit, effect.what(), EdgeKind.ORDER, Certainty.MUST));
    }
  }

  private void addRead(UnitEffects unit, String name, NameRead read) {
    for (int writer : read.writers()) {
      NameWrite write = flow.unit(writer).writes().get(name);
      boolean deleted = write != null && !write.binds();
      EdgeKind kind =
          deleted ? EdgeKind.DELETE : read.deferred() ? EdgeKind.DEFERRED : EdgeKind.DATA;
      boolean sure = write != null && write.certainty() == Certainty.MUST;
      edge(writer, unit, name, kind, sure ? read.certainty() : Certainty.MAY);
    }
    for (int mutator : read.mutators()) {
      NameMutation mutation = flow.unit(mutator).mutations().get(name);
      boolean sure = mutation != null && mutation.certainty() == Certainty.MUST;
      edge(mutator, unit, name, EdgeKind.MUTATION, sure ? read.certainty() : Certainty.MAY);
    }
  }

  private void edge(int from, UnitEffects to, String name, EdgeKind kind, Certainty certainty) {
    connect(flow.cellOf(from), to.cell(), name, kind, certainty);
  }

  private void connect(int source, int to, String name, EdgeKind kind, Certainty certainty) {
    if (source < to) {
      Key key = new Key(source, to, name);
      Edge known = edges.get(key);
      boolean better =
          known == null
              || (known.certainty() == Certainty.MAY && certainty == Certainty.MUST)
              || (known.kind() != kind && kind == EdgeKind.DATA);
      if (better) {
        edges.put(key, new Edge(source, to, name, kind, certainty));
      }
    }
  }
}
