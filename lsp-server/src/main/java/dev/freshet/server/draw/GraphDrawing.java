package dev.freshet.server.draw;

import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.graph.DependencyGraph.EdgeKind;
import dev.freshet.analyzer.semantics.Certainty;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A dependency graph as an SVG that needs nothing else: no script, no font, no other file. Cells
 * stand in the steps in which they could run. What an arrow implies through others is not drawn
 * when there are many; it stands in the tool tips. Colours follow the reader's light or dark
 * scheme, and pointing at a cell leaves only its own arrows.
 */
public final class GraphDrawing {
  private static final int BOX_WIDTH = 216;
  private static final int BOX_HEIGHT = 44;
  private static final int ROW_HEIGHT = 96;
  private static final int MARGIN = 28;
  private static final int LABEL_WIDTH = 64;
  private static final int HEAD = 76;
  private static final int NAME_LENGTH = 27;
  private static final int LINE_LENGTH = 29;

  /** What a box says. {@code line} is code; {@code more} stands in the tool tip. */
  public record Box(String name, String line, String more) {}

  private final String title;
  private final DependencyGraph graph;
  private final Map<Integer, Box> boxes;
  private final List<List<Integer>> rows = new ArrayList<>();
  private final List<Integer> steps = new ArrayList<>();
  private final Map<List<Integer>, List<Edge>> arrows;
  private final LayeredLayout layout;
  private final StringBuilder out = new StringBuilder();

  private GraphDrawing(String title, DependencyGraph graph, Map<Integer, Box> boxes) {
    this.title = title;
    this.graph = graph;
    this.boxes = boxes;
    Map<List<Integer>, List<Edge>> all = new LinkedHashMap<>();
    for (Edge edge : graph.edges()) {
      all.computeIfAbsent(List.of(edge.from(), edge.to()), k -> new ArrayList<>()).add(edge);
    }
    this.arrows = all.size() > boxes.size() ? withoutImplied(graph.size(), all) : all;
    BitSet code = new BitSet();
    boxes.keySet().forEach(code::set);
    rows(graph.waves(code));
    List<int[]> pairs = arrows.keySet().stream().map(k -> new int[] {k.get(0), k.get(1)}).toList();
    this.layout = LayeredLayout.of(rows, pairs, BOX_WIDTH);
  }

  /** The whole document. {@code boxes}: by the index of the cell, for code cells. */
  public static String svg(String title, DependencyGraph graph, Map<Integer, Box> boxes) {
    GraphDrawing drawing = new GraphDrawing(title, graph, new TreeMap<>(boxes));
    drawing.draw();
    return drawing.out.toString();
  }

  // Wide steps take several rows: a page is about as wide as it is high.
  private void rows(List<List<Integer>> waves) {
    int most = (int) Math.max(4, Math.min(10, Math.ceil(Math.sqrt(boxes.size() * 0.6))));
    for (int wave = 0; wave < waves.size(); wave++) {
      List<Integer> cells = waves.get(wave);
      int count = (cells.size() + most - 1) / most;
      for (int r = 0; r < count; r++) {
        rows.add(cells.subList(cells.size() * r / count, cells.size() * (r + 1) / count));
        steps.add(r == 0 ? wave + 1 : 0);
      }
    }
  }

  // Transitive reduction: edges point to higher numbers only.
  private static Map<List<Integer>, List<Edge>> withoutImplied(
      int size, Map<List<Integer>, List<Edge>> all) {
    BitSet[] reached = new BitSet[size];
    Map<List<Integer>, List<Edge>> kept = new LinkedHashMap<>();
    for (int from = size - 1; from >= 0; from--) {
      reached[from] = new BitSet();
      for (int to = from + 1; to < size; to++) {
        List<Edge> edges = all.get(List.of(from, to));
        if (edges != null && !reached[from].get(to)) {
          kept.put(List.of(from, to), edges);
          reached[from].set(to);
          reached[from].or(reached[to]);
        }
      }
    }
    return kept;
  }

  private void draw() {
    double right =
        boxes.keySet().stream().mapToDouble(b -> layout.x(b) + BOX_WIDTH / 2.0).max().orElse(400);
    int width = (int) Math.max(560, right + 2.0 * MARGIN + LABEL_WIDTH);
    int height = HEAD + Math.max(1, rows.size()) * ROW_HEIGHT;
    out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" aria-label="%s">
        """
            .formatted(width, height, width, height, xml("Dependencies of " + title)));
    out.append("<title>").append(xml("Dependencies of " + title)).append("</title>\n<style>");
    out.append(GraphStyle.css(boxes.keySet())).append("</style>\n");
    out.append("<rect class=\"page\" width=\"100%\" height=\"100%\"/>\n");
    head();
    for (int r = 0; r < rows.size(); r++) {
      if (steps.get(r) > 0) {
        text("step", MARGIN, top(r) + BOX_HEIGHT / 2.0 + 4, "step " + steps.get(r));
      }
    }
    arrows.forEach(this::arrow);
    boxes.forEach(this::box);
    out.append("</svg>\n");
  }

  private void head() {
    text("title", MARGIN, 32, title);
    long count = graph.edges().stream().map(e -> List.of(e.from(), e.to())).distinct().count();
    String implied =
        arrows.size() < count
            ? ", of which " + (count - arrows.size()) + " follow from others and are not drawn"
            : "";
    text("note", MARGIN, 52, boxes.size() + " cells, " + count + " dependencies" + implied);
    Map<EdgeKind, Boolean> kinds = new EnumMap<>(EdgeKind.class);
    graph.edges().forEach(e -> kinds.put(e.kind(), true));
    int x = MARGIN + LABEL_WIDTH + 300 + (implied.isEmpty() ? 0 : 120);
    for (EdgeKind kind : kinds.keySet()) {
      out.append("<path class=\"e %s\" d=\"M%d 28h26\"/>".formatted(kind.label(), x));
      text("note", x + 32, 32, kind.label());
      x += 104;
    }
    boolean unsure = graph.edges().stream().anyMatch(e -> e.certainty() == Certainty.MAY);
    if (unsure) {
      out.append("<path class=\"e order may\" d=\"M%d 28h26\"/>".formatted(x));
      text("note", x + 32, 32, "may be");
    }
  }

  private void arrow(List<Integer> ends, List<Edge> edges) {
    int from = ends.get(0);
    int to = ends.get(1);
    List<Integer> route = layout.route(new int[] {from, to});
    StringBuilder path = new StringBuilder();
    double x = left(from);
    double y = top(layout.row(from)) + BOX_HEIGHT;
    path.append("M").append(number(x)).append(' ').append(number(y));
    for (int point : route.subList(1, route.size())) {
      boolean last = point == to;
      double nextX = last ? port(from, to) : left(point);
      double nextY = top(layout.row(point)) - (last ? 6 : 0);
      double middle = (y + nextY) / 2;
      path.append(
          "C%s %s %s %s %s %s"
              .formatted(
                  number(x),
                  number(middle),
                  number(nextX),
                  number(middle),
                  number(nextX),
                  number(nextY)));
      x = nextX;
      y = nextY;
      if (!last) {
        y += BOX_HEIGHT;
        path.append("V").append(number(y));
      }
    }
    Edge strongest = strongest(edges);
    boolean may = edges.stream().allMatch(e -> e.certainty() == Certainty.MAY);
    out.append(
        "<g class=\"a n%d n%d\"><title>%s</title><path class=\"e %s%s\" d=\"%s\"/>"
            .formatted(
                from,
                to,
                xml("cell " + from + " → cell " + to + ": " + words(edges)),
                strongest.kind().label(),
                may ? " may" : "",
                path));
    out.append(
        "<path class=\"h %s\" d=\"M%s %sl-4 -8h8z\"/></g>\n"
            .formatted(strongest.kind().label(), number(x), number(y + 6)));
  }

  // Data before the others, as the most telling.
  private static Edge strongest(List<Edge> edges) {
    return edges.stream().min(java.util.Comparator.comparing(Edge::kind)).orElseThrow();
  }

  // Where on the top of its box an arrow ends: side by side, in the order in which they come.
  private double port(int from, int to) {
    List<Integer> comers =
        arrows.keySet().stream()
            .filter(k -> k.get(1) == to)
            .map(k -> k.get(0))
            .sorted(
                java.util.Comparator.comparingDouble(
                    f -> {
                      List<Integer> way = layout.route(new int[] {f, to});
                      return layout.x(way.get(way.size() - 2));
                    }))
            .toList();
    double step = Math.min(24, (BOX_WIDTH - 32.0) / Math.max(1, comers.size()));
    return left(to) + (comers.indexOf(from) - (comers.size() - 1) / 2.0) * step;
  }

  private void box(int index, Box box) {
    double x = left(index) - BOX_WIDTH / 2.0;
    double y = top(layout.row(index));
    String needs =
        graph.edges().stream()
            .filter(e -> e.to() == index)
            .collect(Collectors.groupingBy(Edge::from, TreeMap::new, Collectors.toList()))
            .entrySet()
            .stream()
            .map(e -> "\nneeds cell " + e.getKey() + ": " + words(e.getValue()))
            .collect(Collectors.joining());
    String tip = box.name() + (box.more().isEmpty() ? "" : "\n" + box.more()) + needs;
    out.append("<g class=\"b\" id=\"n%d\"><title>%s</title>".formatted(index, xml(tip)));
    out.append(
        "<rect x=\"%s\" y=\"%s\" width=\"%d\" height=\"%d\" rx=\"6\"/>"
            .formatted(number(x), number(y), BOX_WIDTH, BOX_HEIGHT));
    text("name", x + 10, y + 18, cut(box.name(), NAME_LENGTH));
    text("code", x + 10, y + 35, cut(box.line(), LINE_LENGTH));
    out.append("</g>\n");
  }

  private void text(String kind, double x, double y, String text) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\">%s</text>\n"
            .formatted(kind, number(x), number(y), xml(text)));
  }

  private static String words(List<Edge> edges) {
    return edges.stream()
        .map(
            e ->
                e.name()
                    + (e.kind() == EdgeKind.DATA ? "" : " (" + e.kind().label() + ")")
                    + (e.certainty() == Certainty.MAY ? "?" : ""))
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private double left(int box) {
    return MARGIN + LABEL_WIDTH + layout.x(box);
  }

  private static double top(int row) {
    return HEAD + 16 + (double) row * ROW_HEIGHT;
  }

  private static String cut(String text, int length) {
    return text.codePointCount(0, text.length()) <= length
        ? text
        : text.substring(0, text.offsetByCodePoints(0, length - 1)) + "…";
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  // What XML cannot hold at all is left out.
  private static String xml(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= 0x20 || c == '\n' || c == '\t')
        .filter(c -> (c < 0xD800 || c > 0xDFFF) && c != 0xFFFE && c != 0xFFFF)
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(c);
              }
            });
    return escaped.toString();
  }
}
