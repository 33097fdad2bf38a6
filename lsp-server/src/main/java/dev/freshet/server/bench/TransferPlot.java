package dev.freshet.server.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Time over size, both logarithmic: a row for each kind of value, a column for each step. */
final class TransferPlot {
  private static final int LEFT = 70;
  private static final int TOP = 92;
  private static final int PANEL_WIDTH = 300;
  private static final int PANEL_HEIGHT = 190;
  private static final int GAP_X = 66;
  private static final int GAP_Y = 50;

  private static final Map<String, String> COLOURS = colours();
  private static final Map<String, String> STEPS = steps();
  private static final String FALLBACK = "#8c564b";

  private final List<TransferFigure> figures;
  private final List<String> kinds;
  private final double lowSize;
  private final double highSize;
  private final double lowTime;
  private final double highTime;

  TransferPlot(List<TransferFigure> figures) {
    this.figures = figures;
    kinds = figures.stream().map(TransferFigure::kind).distinct().toList();
    lowSize = log(figures.stream().mapToDouble(TransferFigure::bytes).min().orElse(1));
    highSize = log(figures.stream().mapToDouble(TransferFigure::bytes).max().orElse(10));
    lowTime = Math.floor(log(figures.stream().mapToDouble(f -> f.sample().min()).min().orElse(1)));
    highTime = Math.ceil(log(figures.stream().mapToDouble(f -> f.sample().min()).max().orElse(10)));
  }

  private static Map<String, String> colours() {
    Map<String, String> colours = new LinkedHashMap<>();
    colours.put(TransferFigure.OURS, "#1f6fb4");
    colours.put("pickle", "#777777");
    colours.put("Arrow IPC", "#e07b00");
    colours.put("Ray", "#2a9d55");
    colours.put("memcpy", "#b03060");
    return colours;
  }

  private static Map<String, String> steps() {
    Map<String, String> steps = new LinkedHashMap<>();
    steps.put("write", "export (dashed: into recycled memory)");
    steps.put("read-cold", "cold import: first reader in a process");
    steps.put("read-hot", "hot import: the same process again");
    return steps;
  }

  Drawing drawing() {
    StringBuilder out = new StringBuilder();
    out.append(
        Drawing.text(
            LEFT, 26, "font-size=\"18\" font-weight=\"600\"", "Moving a value to another cell"));
    out.append(
        Drawing.text(
            LEFT,
            46,
            "fill=\"#777\"",
            "best time over size of the value in memory; lower is better"));
    out.append(legend());
    int row = 0;
    for (String kind : kinds) {
      int column = 0;
      for (Map.Entry<String, String> step : STEPS.entrySet()) {
        out.append("<g transform=\"translate(%d %d)\">%n".formatted(x(column), y(row)));
        out.append(panel(kind, step.getKey()));
        String title = kind + " · " + step.getValue();
        out.append(Drawing.text(0, -8, "font-weight=\"600\"", title)).append("</g>\n");
        column++;
      }
      row++;
    }
    return new Drawing(out.toString(), x(STEPS.size()), y(row) - 10);
  }

  private String legend() {
    StringBuilder out = new StringBuilder();
    double x = LEFT;
    for (String by : figures.stream().map(TransferFigure::by).distinct().toList()) {
      String words = by.equals("memcpy") ? "memcpy of the segment: the limit" : by;
      out.append(Drawing.line(x, 62, x + 24, 62, stroke(by, false)));
      out.append(Drawing.text(x + 30, 66, "", words));
      x += 60 + 7 * words.length();
    }
    return out.toString();
  }

  private String panel(String kind, String step) {
    StringBuilder out = new StringBuilder(grid());
    Map<String, TreeMap<Double, Double>> curves = new LinkedHashMap<>();
    for (TransferFigure figure : figures) {
      if (figure.kind().equals(kind) && figure.did().startsWith(step)) {
        curves
            .computeIfAbsent(figure.by() + "\n" + figure.did(), k -> new TreeMap<>())
            .put((double) figure.bytes(), figure.sample().min());
      }
    }
    curves.forEach(
        (key, points) -> {
          String[] parts = key.split("\n", -1);
          out.append(curve(parts[0], parts[1].endsWith("recycled"), points));
        });
    return out.toString();
  }

  private String curve(String by, boolean dashed, Map<Double, Double> points) {
    StringBuilder path = new StringBuilder();
    StringBuilder dots = new StringBuilder();
    points.forEach(
        (size, time) -> {
          String at = String.format(Locale.ROOT, "%.1f %.1f", px(size), py(time));
          path.append(path.isEmpty() ? "M" : " L").append(at);
          dots.append(
              String.format(
                  Locale.ROOT,
                  "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"2.6\" fill=\"%s\"><title>%s, %s: %s</title></circle>%n",
                  px(size),
                  py(time),
                  colour(by),
                  Drawing.escaped(by + (dashed ? ", recycled" : "")),
                  TransferFigure.size(Math.round(size)),
                  time(time)));
        });
    return "<path d=\"" + path + "\" fill=\"none\" " + stroke(by, dashed) + "/>\n" + dots;
  }

  private String grid() {
    StringBuilder out = new StringBuilder();
    for (double exponent = lowTime; exponent <= highTime; exponent++) {
      double y = py(Math.pow(10, exponent));
      out.append(Drawing.line(0, y, PANEL_WIDTH, y, "stroke=\"#e4e4e4\""));
      if ((highTime - exponent) % 2 == 0) {
        out.append(
            Drawing.text(
                -6,
                y + 4,
                "text-anchor=\"end\" fill=\"#777\" font-size=\"10\"",
                time(Math.pow(10, exponent))));
      }
    }
    for (long size = 1 << 10; log((double) size) <= highSize + 0.01; size <<= 5) {
      double x = px((double) size);
      out.append(Drawing.line(x, 0, x, PANEL_HEIGHT, "stroke=\"#e4e4e4\""));
      out.append(
          Drawing.text(
              x,
              PANEL_HEIGHT + 14,
              "text-anchor=\"middle\" fill=\"#777\" font-size=\"10\"",
              TransferFigure.size(size)));
    }
    return out.toString();
  }

  private static String stroke(String by, boolean dashed) {
    String width = by.equals(TransferFigure.OURS) ? "2.6" : "1.6";
    String dots = by.equals("memcpy") ? "2 3" : dashed ? "6 4" : "none";
    return "stroke=\""
        + colour(by)
        + "\" stroke-width=\""
        + width
        + "\" stroke-dasharray=\""
        + dots
        + "\"";
  }

  private static String colour(String by) {
    return COLOURS.getOrDefault(by, FALLBACK);
  }

  /** {@code 10 µs}, {@code 1 s}. */
  private static String time(double ms) {
    if (ms < 0.9995) {
      return number(ms * 1000) + " µs";
    }
    return ms < 999.5 ? number(ms) + " ms" : number(ms / 1000) + " s";
  }

  private static String number(double value) {
    return value >= 10 || value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2g", value);
  }

  private double px(double size) {
    return PANEL_WIDTH * (log(size) - lowSize) / Math.max(1, highSize - lowSize);
  }

  private double py(double ms) {
    return PANEL_HEIGHT * (highTime - log(ms)) / Math.max(1, highTime - lowTime);
  }

  private static double log(double value) {
    return Math.log10(Math.max(1e-6, value));
  }

  private static int x(int column) {
    return LEFT + column * (PANEL_WIDTH + GAP_X);
  }

  private static int y(int row) {
    return TOP + 14 + row * (PANEL_HEIGHT + GAP_Y);
  }
}
