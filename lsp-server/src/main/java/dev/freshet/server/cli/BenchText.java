package dev.freshet.server.cli;

import dev.freshet.server.bench.BenchResult;
import java.util.List;
import java.util.Locale;

/** Measurements as a table for people. */
final class BenchText {
  private BenchText() {}

  static String table(List<BenchResult> results) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%-32s %-4s %12s %12s %9s %9s  %s%n",
            "",
            "",
            "ours (min)",
            "peer (min)",
            "ratio",
            "target",
            "peer"));
    for (BenchResult result : results) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-32s %-4s %12.3f %12.3f %8.2fx %9s  %s%s%n",
              result.name(),
              result.unit(),
              result.ours().min(),
              result.peer().sample().min(),
              result.ratio(),
              target(result),
              result.peer().name(),
              missed(result)));
    }
    return out.toString().stripTrailing();
  }

  /** A target of 0 promises nothing: the peer is shown for comparison. */
  private static String target(BenchResult result) {
    return result.target() > 0 ? String.format(Locale.ROOT, "%.2fx", result.target()) : "";
  }

  private static String missed(BenchResult result) {
    if (result.most().isEmpty()) {
      return "";
    }
    double most = result.most().getAsDouble();
    String words = String.format(Locale.ROOT, "  (ours at most %s %s", number(most), result.unit());
    return words + (result.ours().min() <= most ? ")" : ": missed)");
  }

  private static String number(double value) {
    return value == Math.rint(value)
        ? String.valueOf((long) value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
