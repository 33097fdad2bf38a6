package dev.freshet.executor.plan;

import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.notebook.CellId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The code cells of a notebook in order, and how they depend on each other. */
public final class Program {
  public static final Program EMPTY = new Program(List.of(), new DependencyGraph(0, List.of()));

  private final List<CodeCell> cells;
  private final DependencyGraph graph;
  private final Map<CellId, CodeCell> byId = new HashMap<>();
  private final Map<Integer, Integer> places = new HashMap<>();

  /** {@code cells} in ascending order of their indices. */
  public Program(List<CodeCell> cells, DependencyGraph graph) {
    this.cells = List.copyOf(cells);
    this.graph = graph;
    for (CodeCell cell : this.cells) {
      byId.putIfAbsent(cell.id(), cell);
      places.put(cell.index(), places.size());
    }
  }

  public List<CodeCell> cells() {
    return cells;
  }

  public DependencyGraph graph() {
    return graph;
  }

  public Optional<CodeCell> find(CellId id) {
    return Optional.ofNullable(byId.get(id));
  }

  public Optional<CodeCell> at(int index) {
    Integer place = places.get(index);
    return place == null ? Optional.empty() : Optional.of(cells.get(place));
  }

  /** The code cells above an index, whether or not a code cell is there. */
  public List<CodeCell> before(int index) {
    Integer place = places.get(index);
    if (place == null) {
      place = 0;
      while (place < cells.size() && cells.get(place).index() < index) {
        place++;
      }
    }
    return cells.subList(0, place);
  }
}
