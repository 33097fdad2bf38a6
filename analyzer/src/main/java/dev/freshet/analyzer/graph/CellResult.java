package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one cell's units come to.
 *
 * @param edges those that end in the cell
 * @param index the index of the cell
 * @param sources the indices of the cells that the units name
 */
record CellResult(
    @Nullable CellFacts facts, CellEffects effects, List<Edge> edges, int index, BitSet sources) {
  CellResult {
    edges = List.copyOf(edges);
  }

  static CellResult of(@Nullable CellFacts facts, NotebookFlow flow, int index) {
    if (facts == null) {
      return new CellResult(null, CellEffects.none(), List.of(), index, new BitSet());
    }
    BitSet sources = new BitSet();
    for (UnitEffects unit : flow.cells().get(index)) {
      unit.sources(source -> sources.set(flow.cellOf(source)));
    }
    return new CellResult(
        facts,
        EffectsBuilder.of(flow, index, facts.problems().isEmpty(), facts.definedNames()),
        EdgesBuilder.of(flow, index),
        index,
        sources);
  }

  /** Whether it would be made anew of the same units; they are made anew when they move. */
  boolean holds(@Nullable CellFacts now, NotebookFlow flow, NotebookFlow before) {
    if (now != facts || flow.cells().get(index) != before.cells().get(index)) {
      return false;
    }
    for (int i = sources.nextSetBit(0); i >= 0; i = sources.nextSetBit(i + 1)) {
      if (flow.cells().get(i) != before.cells().get(i)) {
        return false;
      }
    }
    return true;
  }
}
