package dev.freshet.server.bench;

import java.util.List;
import java.util.Locale;

/** A part of a picture: SVG elements, and how much room they take. */
public record Drawing(String elements, int width, int height) {
  private static final int GAP = 30;

  /** One self-contained SVG file with the parts below each other. */
  public static String svg(List<Drawing> parts) {
    int width = parts.stream().mapToInt(Drawing::width).max().orElse(0);
    int height = parts.stream().mapToInt(p -> p.height() + GAP).sum();
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                + " font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#333\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
            width,
            height,
            width,
            height));
    int y = 0;
    for (Drawing part : parts) {
      out.append("<g transform=\"translate(0 ").append(y).append(")\">\n");
      out.append(part.elements()).append("</g>\n");
      y += part.height() + GAP;
    }
    return out.append("</svg>\n").toString();
  }

  static String text(double x, double y, String attributes, String text) {
    return String.format(
        Locale.ROOT, "<text x=\"%.1f\" y=\"%.1f\" %s>%s</text>%n", x, y, attributes, escaped(text));
  }

  static String line(double x1, double y1, double x2, double y2, String attributes) {
    return String.format(
        Locale.ROOT,
        "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" %s/>%n",
        x1,
        y1,
        x2,
        y2,
        attributes);
  }

  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
