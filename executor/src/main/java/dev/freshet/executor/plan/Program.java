package dev.freshet.executor.plan;

import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.notebook.CellId;
import java.util.List;
import java.util.Optional;

/** The code cells of a notebook in order, and how they depend on each other. */
public record Program(List<CodeCell> cells, DependencyGraph graph) {
  public static final Program EMPTY = new Program(List.of(), new DependencyGraph(0, List.of()));

  public Program {
    cells = List.copyOf(cells);
  }

  public Optional<CodeCell> find(CellId id) {
    return cells.stream().filter(c -> c.id().equals(id)).findFirst();
  }

  public Optional<CodeCell> at(int index) {
    return cells.stream().filter(c -> c.index() == index).findFirst();
  }
}
