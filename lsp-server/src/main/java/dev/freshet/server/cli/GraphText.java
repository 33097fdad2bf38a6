package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.graph.DependencyGraph.EdgeKind;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.server.draw.GraphDrawing;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.GraphDocument;
import dev.freshet.server.words.EffectWords;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A dependency graph as text for people and for programs that draw. */
final class GraphText {
  private GraphText() {}

  static String text(Analysis analysis, CellNames names, Terminal terminal) {
    StringBuilder out = new StringBuilder();
    List<List<Integer>> waves = GraphDocument.of(analysis).waves();
    for (int wave = 0; wave < waves.size(); wave++) {
      out.append(terminal.bold("step " + (wave + 1))).append('\n');
      for (int index : waves.get(wave)) {
        out.append("  ").append(names.of(index)).append("  ");
        out.append(names.firstLine(index)).append('\n');
        String sets = EffectWords.of(analysis.effects(index));
        if (!sets.isEmpty()) {
          out.append("      ").append(terminal.faint(sets)).append('\n');
        }
        needs(analysis, index)
            .forEach(
                (from, what) ->
                    out.append("      needs cell ")
                        .append(from)
                        .append(": ")
                        .append(what)
                        .append('\n'));
      }
    }
    return out.toString();
  }

  private static Map<Integer, String> needs(Analysis analysis, int index) {
    return analysis.graph().edges().stream()
        .filter(e -> e.to() == index)
        .collect(
            Collectors.groupingBy(
                Edge::from,
                TreeMap::new,
                Collectors.mapping(GraphText::words, Collectors.joining(", "))));
  }

  private static String words(Edge edge) {
    String kind = edge.kind() == EdgeKind.DATA ? "" : " (" + edge.kind().label() + ")";
    return edge.name() + kind + (edge.certainty() == Certainty.MAY ? "?" : "");
  }

  static String svg(NotebookInput input, Analysis analysis, CellNames names) {
    Map<Integer, GraphDrawing.Box> boxes = new LinkedHashMap<>();
    for (GraphDocument.Node node : GraphDocument.of(analysis).cells()) {
      int index = node.index();
      boxes.put(
          index,
          new GraphDrawing.Box(
              names.of(index), names.firstLine(index), EffectWords.of(analysis.effects(index))));
    }
    Path file = Path.of(input.shown()).getFileName();
    return GraphDrawing.svg(String.valueOf(file), analysis.graph(), boxes);
  }

  static String words(List<Edge> edges) {
    return edges.stream().map(GraphText::words).collect(Collectors.joining(", "));
  }

  static String dot(Analysis analysis, CellNames names) {
    StringBuilder out = new StringBuilder("digraph notebook {\n  node [shape=box];\n");
    nodes(analysis, names)
        .forEach((i, label) -> out.append("  c%d [label=%s];\n".formatted(i, quoted(label))));
    arrows(analysis)
        .forEach(
            (arrow, label) ->
                out.append(
                    "  c%d -> c%d [label=%s%s];\n"
                        .formatted(
                            arrow.from(),
                            arrow.to(),
                            quoted(label),
                            arrow.sure() ? "" : ", style=dashed")));
    return out.append("}\n").toString();
  }

  static String mermaid(Analysis analysis, CellNames names) {
    StringBuilder out = new StringBuilder("flowchart TD\n");
    nodes(analysis, names)
        .forEach((i, label) -> out.append("  c%d[%s]\n".formatted(i, entities(label))));
    arrows(analysis)
        .forEach(
            (arrow, label) ->
                out.append(
                    "  c%d %s|%s| c%d\n"
                        .formatted(
                            arrow.from(),
                            arrow.sure() ? "-->" : "-.->",
                            entities(label),
                            arrow.to())));
    return out.toString();
  }

  private record Arrow(int from, int to, boolean sure) {}

  private static Map<Integer, String> nodes(Analysis analysis, CellNames names) {
    Map<Integer, String> labels = new LinkedHashMap<>();
    for (GraphDocument.Node node : GraphDocument.of(analysis).cells()) {
      String line = names.firstLine(node.index());
      labels.put(node.index(), names.of(node.index()) + "\n" + line);
    }
    return labels;
  }

  private static Map<Arrow, String> arrows(Analysis analysis) {
    Map<Arrow, List<String>> names = new LinkedHashMap<>();
    for (Edge edge : analysis.graph().edges()) {
      Arrow arrow = new Arrow(edge.from(), edge.to(), edge.certainty() == Certainty.MUST);
      names.computeIfAbsent(arrow, a -> new ArrayList<>()).add(edge.name());
    }
    Map<Arrow, String> labels = new LinkedHashMap<>();
    names.forEach(
        (arrow, all) -> labels.put(arrow, String.join(", ", all.stream().distinct().toList())));
    return labels;
  }

  private static String quoted(String text) {
    String escaped = text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    return '"' + escaped + '"';
  }

  // Mermaid reads HTML entities, written with # in place of &.
  private static String entities(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      out.append("\"#<>&|[]{}`\\".indexOf(c) >= 0 ? "#" + (int) c + ";" : String.valueOf(c));
    }
    return out.append('"').toString().replace("\n", "<br/>");
  }
}
