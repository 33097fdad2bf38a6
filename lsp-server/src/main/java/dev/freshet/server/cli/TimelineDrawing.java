package dev.freshet.server.cli;

import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.server.words.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** A run drawn as lanes, one for each worker, as SVG that needs no script. */
final class TimelineDrawing {
  private static final int WIDTH = 1000;
  private static final int LEFT = 60;
  private static final int LANE = 34;
  private static final int TOP = 40;

  private final RunReport.Document document;
  private final double end;
  private final List<Integer> path;

  TimelineDrawing(RunReport.Document document) {
    this.document = document;
    this.end = Math.max(1, document.wallMs());
    this.path = CriticalPath.of(document.cells());
  }

  String svg() {
    TreeMap<String, List<CellReport>> lanes = new TreeMap<>();
    for (CellReport cell : document.cells()) {
      if (cell.worker() != null && cell.start() != null && cell.end() != null) {
        lanes.computeIfAbsent(cell.worker(), w -> new ArrayList<>()).add(cell);
      }
    }
    int height = TOP + LANE * lanes.size() + 30;
    StringBuilder out = new StringBuilder();
    out.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"11\">\n"
            .formatted(WIDTH + LEFT + 20, height));
    out.append(
        text(
            LEFT,
            20,
            document.notebook()
                + " · "
                + Times.of(document.wallMs())
                + " · "
                + document.jobs()
                + " jobs"));
    int y = TOP;
    for (var lane : lanes.entrySet()) {
      out.append(text(4, y + LANE / 2, lane.getKey()));
      for (CellReport cell : lane.getValue()) {
        out.append(bar(cell, y));
      }
      y += LANE;
    }
    out.append(axis(y));
    return out.append("</svg>\n").toString();
  }

  private String bar(CellReport cell, int y) {
    double start = cell.start() == null ? 0 : cell.start();
    double stop = cell.end() == null ? start : cell.end();
    double x = x(start);
    double width = Math.max(1.5, x(stop) - x);
    String colour = cell.error() != null ? "#c4453c" : cell.attempts() > 1 ? "#c98a1b" : "#3b78b8";
    boolean critical = path.contains(cell.index());
    String about = "cell " + cell.index() + " [" + cell.id() + "] " + Times.of(stop - start);
    return String.format(
        Locale.ROOT,
        "<g><title>%s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"2\" fill=\"%s\"%s/>%s</g>\n",
        Timeline.escaped(about),
        x,
        y,
        width,
        LANE - 8,
        colour,
        critical ? " stroke=\"#d81b60\" stroke-width=\"2\"" : "",
        width > 18 ? white(x + 3, y + LANE / 2, String.valueOf(cell.index())) : "");
  }

  private String axis(int y) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i <= 4; i++) {
      double time = end * i / 4;
      out.append(
          String.format(
              Locale.ROOT,
              "<line x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\" stroke=\"#ccc\"/>\n",
              x(time),
              x(time),
              TOP - 6,
              y));
      out.append(text((int) x(time), y + 16, Times.of(time)));
    }
    return out.toString();
  }

  private double x(double time) {
    return LEFT + WIDTH * time / end;
  }

  private static String text(int x, int y, String text) {
    return "<text x=\"%d\" y=\"%d\">%s</text>\n".formatted(x, y, Timeline.escaped(text));
  }

  private static String white(double x, int y, String text) {
    return String.format(
        Locale.ROOT,
        "<text x=\"%.1f\" y=\"%d\" fill=\"#fff\">%s</text>",
        x,
        y,
        Timeline.escaped(text));
  }
}
