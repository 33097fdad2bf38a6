package dev.freshet.analyzer.spec;

import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.graph.DependencyGraph.EdgeKind;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.Certainty;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A graph as lines of a {@code graph} block: {@code load -> total : rows, cols?}, with the kind in
 * brackets unless it is data.
 */
final class GraphText {
  private GraphText() {}

  static String of(Notebook notebook, DependencyGraph graph) {
    Map<String, String> lines = new LinkedHashMap<>();
    graph.edges().stream()
        .sorted(
            Comparator.comparingInt(Edge::from)
                .thenComparingInt(Edge::to)
                .thenComparing(Edge::kind)
                .thenComparing(Edge::name))
        .forEach(edge -> lines.merge(key(notebook, edge), name(edge), (a, b) -> a + ", " + b));
    StringBuilder text = new StringBuilder();
    lines.forEach((key, names) -> text.append(key.replace("%", names)).append('\n'));
    return text.toString();
  }

  private static String key(Notebook notebook, Edge edge) {
    String kind = edge.kind() == EdgeKind.DATA ? "" : " (" + edge.kind().label() + ")";
    return notebook.cell(edge.from()).id() + " -> " + notebook.cell(edge.to()).id() + " : %" + kind;
  }

  private static String name(Edge edge) {
    return edge.name() + (edge.certainty() == Certainty.MAY ? "?" : "");
  }
}
