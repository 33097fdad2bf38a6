package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.semantics.Certainty;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * Which cell must see which other cell's effects (semantics.md, section 4). Edges point down the
 * notebook, so there are no cycles.
 *
 * @param size the number of cells, Markdown cells counted
 */
public record DependencyGraph(int size, List<Edge> edges) {
  /** Why an edge is there. */
  public enum EdgeKind {
    DATA,
    DEFERRED,
    MUTATION,
    DELETE,
    FILE,
    AMBIENT,
    ORDER;

    /** The name in JSON and text. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The cell at index {@code to} needs what the cell at index {@code from} does to {@code name}.
   */
  public record Edge(int from, int to, String name, EdgeKind kind, Certainty certainty) {
    public Edge {
      if (from >= to) {
        throw new IllegalArgumentException(
            "an edge must point down the notebook: " + from + " -> " + to);
      }
    }
  }

  public DependencyGraph {
    edges = List.copyOf(edges);
  }

  /** Indices of the direct predecessors of a cell, ascending. */
  public List<Integer> predecessors(int index) {
    return edges.stream().filter(e -> e.to() == index).map(Edge::from).distinct().sorted().toList();
  }

  /** Indices of the direct successors of a cell, ascending. */
  public List<Integer> successors(int index) {
    return edges.stream().filter(e -> e.from() == index).map(Edge::to).distinct().sorted().toList();
  }

  /**
   * Indices of all cells that are reachable from the given ones, which are not counted unless
   * reachable.
   */
  public BitSet descendants(BitSet from) {
    BitSet found = new BitSet(size);
    BitSet open = (BitSet) from.clone();
    List<List<Integer>> next = successorLists();
    for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
      for (int to : next.get(i)) {
        found.set(to);
        open.set(to);
      }
    }
    return found;
  }

  /**
   * Cells by the earliest step in which they could run; code cells without predecessors come first.
   */
  public List<List<Integer>> waves(BitSet codeCells) {
    int[] depth = new int[size];
    List<List<Integer>> waves = new ArrayList<>();
    List<List<Integer>> next = successorLists();
    for (int i = codeCells.nextSetBit(0); i >= 0; i = codeCells.nextSetBit(i + 1)) {
      while (waves.size() <= depth[i]) {
        waves.add(new ArrayList<>());
      }
      waves.get(depth[i]).add(i);
      for (int to : next.get(i)) {
        depth[to] = Math.max(depth[to], depth[i] + 1);
      }
    }
    return waves.stream().map(List::copyOf).toList();
  }

  private List<List<Integer>> successorLists() {
    List<List<Integer>> lists = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      lists.add(new ArrayList<>());
    }
    for (Edge edge : edges) {
      lists.get(edge.from()).add(edge.to());
    }
    return lists;
  }
}
