package dev.freshet.server.json;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.notebook.Notebook;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * {@code freshet.graph}: code cells, edges, and which cells could run at the same time.
 *
 * @param waves indices of cells by the earliest step in which they could run
 */
public record GraphDocument(
    String schema, int version, List<Node> cells, List<Edge> edges, List<List<Integer>> waves) {
  /** A code cell. */
  public record Node(int index, String id) {}

  /** Cell {@code to} needs what cell {@code from} does to {@code name}. */
  public record Edge(int from, int to, String name, String kind, String certainty) {
    static Edge of(DependencyGraph.Edge edge) {
      return new Edge(
          edge.from(),
          edge.to(),
          edge.name(),
          edge.kind().label(),
          edge.certainty().name().toLowerCase(Locale.ROOT));
    }
  }

  public GraphDocument {
    cells = List.copyOf(cells);
    edges = List.copyOf(edges);
    waves = List.copyOf(waves);
  }

  public static GraphDocument of(Analysis analysis) {
    Notebook notebook = analysis.notebook();
    BitSet code = codeCells(notebook);
    return new GraphDocument(
        "freshet.graph",
        Documents.VERSION,
        code.stream().mapToObj(i -> new Node(i, notebook.cell(i).id().value())).toList(),
        edges(analysis),
        analysis.graph().waves(code));
  }

  static List<Edge> edges(Analysis analysis) {
    return analysis.graph().edges().stream().map(Edge::of).toList();
  }

  private static BitSet codeCells(Notebook notebook) {
    BitSet code = new BitSet();
    IntStream.range(0, notebook.cells().size())
        .filter(i -> notebook.cell(i).isCode())
        .forEach(code::set);
    return code;
  }
}
