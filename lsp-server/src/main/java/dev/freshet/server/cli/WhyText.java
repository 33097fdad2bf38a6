package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.graph.Why;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.server.json.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Why one cell needs another: names, kinds, and the places at both ends. */
final class WhyText {
  private final Analysis analysis;
  private final CellNames names;
  private final Terminal terminal;
  private final StringBuilder out = new StringBuilder();

  WhyText(Analysis analysis, CellNames names, Terminal terminal) {
    this.analysis = analysis;
    this.names = names;
    this.terminal = terminal;
  }

  /** The edges between two cells, or else those of a shortest way. */
  String of(int from, int to) {
    List<Integer> way = way(from, to);
    if (way.isEmpty()) {
      return names.of(to) + " does not need " + names.of(from) + ".";
    }
    if (way.size() > 2) {
      out.append(names.of(to)).append(" needs ").append(names.of(from)).append(" through ");
      out.append(way.size() == 3 ? "another cell" : "other cells").append(":\n");
    }
    for (int i = 1; i < way.size(); i++) {
      step(way.get(i - 1), way.get(i));
    }
    return out.toString().stripTrailing();
  }

  private void step(int from, int to) {
    for (Edge edge : analysis.graph().edges()) {
      if (edge.from() == from && edge.to() == to) {
        Why why = analysis.why(edge);
        String what = GraphText.words(List.of(edge));
        out.append(terminal.bold(names.of(to) + " needs " + what + " of " + names.of(from)));
        if (!why.through().isEmpty()) {
          out.append(", through ").append(String.join("(), ", why.through())).append("()");
        }
        out.append('\n');
        places(from, why.from());
        places(to, why.to());
      }
    }
  }

  private void places(int cell, List<SourceRange> ranges) {
    String source = analysis.notebook().cell(cell).source();
    Place place = new Place(source);
    for (SourceRange range : ranges) {
      int start = source.lastIndexOf('\n', range.start() - 1) + 1;
      int end = source.indexOf('\n', range.start());
      String line = source.substring(start, end < 0 ? source.length() : end);
      int length = Math.min(range.end(), start + line.length()) - range.start();
      String head = "  cell " + cell + ", line " + place.line(range.start()) + "  ";
      out.append(terminal.faint(head)).append(line).append('\n');
      int blanks = head.length() + place.column(range.start()) - 1;
      out.append(" ".repeat(blanks));
      out.append(terminal.yellow("^".repeat(Math.max(1, length)))).append('\n');
    }
  }

  private List<Integer> way(int from, int to) {
    Map<Integer, Integer> before = new HashMap<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(from));
    for (Integer at = open.poll(); at != null && !before.containsKey(to); at = open.poll()) {
      for (int next : analysis.graph().successors(at)) {
        if (before.putIfAbsent(next, at) == null) {
          open.add(next);
        }
      }
    }
    List<Integer> way = new ArrayList<>();
    for (Integer at = before.containsKey(to) ? to : null; at != null; at = before.get(at)) {
      way.add(0, at);
    }
    return way;
  }
}
