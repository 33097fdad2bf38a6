package dev.freshet.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.Why;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

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
  public record Edge(
      int from,
      int to,
      String name,
      String kind,
      String certainty,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable WhyEntry why) {
    static Edge of(DependencyGraph.Edge edge) {
      return new Edge(
          edge.from(),
          edge.to(),
          edge.name(),
          edge.kind().label(),
          edge.certainty().name().toLowerCase(Locale.ROOT),
          null);
    }

    private Edge with(WhyEntry reasons) {
      return new Edge(from, to, name, kind, certainty, reasons);
    }
  }

  /**
   * Where an edge comes from.
   *
   * @param through the functions through which a name is reached, the one called first
   */
  public record WhyEntry(End from, End to, List<String> through) {
    static WhyEntry of(Analysis analysis, DependencyGraph.Edge edge) {
      Why why = analysis.why(edge);
      return new WhyEntry(
          End.of(analysis, edge.from(), why.from()),
          End.of(analysis, edge.to(), why.to()),
          why.through());
    }
  }

  /** Places in a cell. */
  public record End(int cell, List<List<Integer>> ranges) {
    static End of(Analysis analysis, int cell, List<SourceRange> ranges) {
      return new End(cell, new Place(analysis.notebook().cell(cell).source()).ranges(ranges));
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
        analysis.graph().edges().stream()
            .map(edge -> Edge.of(edge).with(WhyEntry.of(analysis, edge)))
            .toList(),
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
