package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.graph.DependencyGraph.EdgeKind;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.OpenNames;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The edges of open worlds: what may touch anything comes after all above, before all below. */
final class Barriers {
  private Barriers() {}

  static List<Edge> of(NotebookFlow flow) {
    List<Edge> edges = new ArrayList<>();
    List<List<UnitEffects>> cells = flow.cells();
    BitSet readers = new BitSet();
    BitSet writers = new BitSet();
    for (int i = 0; i < cells.size(); i++) {
      for (UnitEffects unit : cells.get(i)) {
        if (unit.openWorld().isPresent()) {
          readers.set(i, readers.get(i) || unit.openWorld().get().reads());
          writers.set(i, writers.get(i) || isUnbounded(unit.openWorld().get()));
        }
      }
    }
    int last = -1;
    for (int i = 0; i < cells.size(); i++) {
      if (cells.get(i).isEmpty()) {
        continue;
      }
      if (last >= 0) {
        edges.add(edge(last, i));
      }
      if (readers.get(i)) {
        for (int earlier = last + 1; earlier < i; earlier++) {
          if (!cells.get(earlier).isEmpty()) {
            edges.add(edge(earlier, i));
          }
        }
      }
      if (writers.get(i)) {
        last = i;
      }
    }
    return edges;
  }

  private static Edge edge(int from, int to) {
    return new Edge(from, to, "*", EdgeKind.ORDER, Certainty.MAY);
  }

  // A star import binds names but touches nothing else: its readers are found by name.
  private static boolean isUnbounded(OpenNames world) {
    return world.reads() && world.writes();
  }
}
