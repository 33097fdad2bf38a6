package dev.freshet.server.bench;

import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.executor.plan.CellError;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Times of a run, from its report. */
final class Spans {
  private Spans() {}

  /**
   * Milliseconds from dispatch to done.
   *
   * @throws IOException if the cell did not run
   */
  static double of(CellReport cell) throws IOException {
    return end(cell) - start(cell);
  }

  /** From the first dispatch to the last done. */
  static double whole(List<CellReport> cells) throws IOException {
    double first = Double.MAX_VALUE;
    double last = 0;
    for (CellReport cell : cells) {
      first = Math.min(first, start(cell));
      last = Math.max(last, end(cell));
    }
    return last - first;
  }

  /** As {@link #whole}, of those cells that have code. */
  static double dispatched(List<CellReport> cells) {
    double first = Double.MAX_VALUE;
    double last = 0;
    for (CellReport cell : cells) {
      Double start = cell.start();
      Double end = cell.end();
      if (start != null && end != null) {
        first = Math.min(first, start);
        last = Math.max(last, end);
      }
    }
    return Math.max(0, last - first);
  }

  /** Of all cells together. */
  static double sum(List<CellReport> cells) throws IOException {
    double sum = 0;
    for (CellReport cell : cells) {
      sum += of(cell);
    }
    return sum;
  }

  private static double start(CellReport cell) throws IOException {
    return value(cell, cell.start());
  }

  private static double end(CellReport cell) throws IOException {
    return value(cell, cell.end());
  }

  private static double value(CellReport cell, @Nullable Double time) throws IOException {
    if (time == null || !cell.state().equals("ran")) {
      CellError error = cell.error();
      String why = error == null ? "" : ", " + error.ename() + ": " + error.evalue();
      throw new IOException(
          "cell " + cell.index() + " of the workload did not run: " + cell.state() + why);
    }
    return time;
  }
}
