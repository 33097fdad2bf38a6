package dev.freshet.server.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/** Gantt charts of the seeds' workload above one axis of time: what ran where, how long. */
final class SeedsPlot {
  private static final int WIDTH = 1100;
  private static final int LEFT = 90;
  private static final int LANE = 30;
  private static final int HEAD = 34;
  private static final int TOP = 60;
  private static final String WRITER = "#2a7f62";
  private static final String READER = "#3b78b8";
  private static final String LAST = "#c98a1b";

  /** One cell where it ran; milliseconds from the first dispatch. */
  record Bar(int cell, String lane, double start, double end) {}

  /** One way of running the notebook. */
  record Trace(String title, List<Bar> bars) {
    double end() {
      return bars.stream().mapToDouble(Bar::end).max().orElse(1);
    }
  }

  private final List<Trace> traces;
  private final int cells;
  private final double end;

  SeedsPlot(List<Trace> traces) {
    this.traces = traces;
    cells = traces.stream().flatMap(t -> t.bars().stream()).mapToInt(Bar::cell).max().orElse(0);
    end = traces.stream().mapToDouble(Trace::end).max().orElse(1);
  }

  Drawing drawing() {
    StringBuilder out = new StringBuilder();
    out.append(
        Drawing.text(
            LEFT,
            26,
            "font-size=\"18\" font-weight=\"600\"",
            "One cell makes 100,000 points, ten count distances, one adds them up"));
    int y = TOP;
    StringBuilder charts = new StringBuilder();
    for (Trace trace : traces) {
      TreeMap<String, List<Bar>> lanes = new TreeMap<>();
      trace.bars().forEach(b -> lanes.computeIfAbsent(b.lane(), l -> new ArrayList<>()).add(b));
      String title = String.format(Locale.ROOT, "%s · %.2f s", trace.title(), trace.end() / 1000);
      charts.append(Drawing.text(LEFT, y + HEAD - 12, "font-weight=\"600\"", title));
      y += HEAD;
      for (var lane : lanes.entrySet()) {
        charts.append(
            Drawing.text(
                LEFT - 8, y + LANE / 2.0, "text-anchor=\"end\" fill=\"#777\"", lane.getKey()));
        for (Bar bar : lane.getValue()) {
          charts.append(bar(bar, y));
        }
        y += LANE;
      }
    }
    out.append(axis(y)).append(charts);
    return new Drawing(out.toString(), LEFT + WIDTH + 30, y + 34);
  }

  private String bar(Bar bar, int y) {
    double x = x(bar.start());
    double width = Math.max(1.5, x(bar.end()) - x - 0.8);
    String colour = bar.cell() == 0 ? WRITER : bar.cell() == cells ? LAST : READER;
    String about =
        String.format(Locale.ROOT, "cell %d: %.0f ms", bar.cell(), bar.end() - bar.start());
    String label =
        width < 18
            ? ""
            : Drawing.text(
                x + width / 2,
                y + LANE / 2.0,
                "text-anchor=\"middle\" fill=\"#fff\"",
                String.valueOf(bar.cell()));
    return String.format(
        Locale.ROOT,
        "<g><title>%s</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" rx=\"3\" fill=\"%s\"/>%s</g>%n",
        about,
        x,
        y,
        width,
        LANE - 8,
        colour,
        label);
  }

  private String axis(int bottom) {
    StringBuilder out = new StringBuilder();
    double step = Math.pow(10, Math.floor(Math.log10(end)));
    while (end / step < 4) {
      step /= 2;
    }
    for (double at = 0; at <= end; at += step) {
      out.append(Drawing.line(x(at), TOP, x(at), bottom, "stroke=\"#e4e4e4\""));
      out.append(
          Drawing.text(
              x(at),
              bottom + 18,
              "text-anchor=\"middle\" fill=\"#777\"",
              String.format(Locale.ROOT, "%.1f s", at / 1000)));
    }
    return out.toString();
  }

  private double x(double time) {
    return LEFT + WIDTH * time / end;
  }
}
