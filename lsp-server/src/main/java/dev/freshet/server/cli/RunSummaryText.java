package dev.freshet.server.cli;

import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.executor.RunReport.MispredictionReport;
import dev.freshet.executor.plan.CellError;
import dev.freshet.server.words.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The end of a run: how many cells, where they ran, how much at once, what was withdrawn. */
final class RunSummaryText {
  private static final List<String> ORDER =
      List.of("ran", "restored", "current", "frozen", "failed", "aborted", "skipped");

  private static final List<String> GIVING = List.of("ran", "restored", "current", "frozen");

  private final RunReport.Document document;
  private final Terminal terminal;
  private final CellNames names;

  RunSummaryText(RunReport report, Terminal terminal, CellNames names) {
    this.document = report.document();
    this.terminal = terminal;
    this.names = names;
  }

  String text() {
    StringBuilder out = new StringBuilder();
    for (MispredictionReport missed : document.mispredictions()) {
      out.append(
          terminal.yellow(
              "! cell %d was run again: cell %d changed %s after it had been read\n"
                  .formatted(missed.cell(), missed.writer(), missed.name())));
    }
    beyondFailure(out);
    missingPackages(out);
    workers()
        .forEach((worker, cells) -> out.append(terminal.faint(worker + ": " + cells)).append('\n'));
    return out.append(terminal.bold(totals())).append('\n').toString();
  }

  private void beyondFailure(StringBuilder out) {
    List<CellReport> beyond =
        document.cells().stream()
            .filter(c -> c.beyondFailure() && GIVING.contains(c.state()))
            .toList();
    if (!beyond.isEmpty()) {
      String cells =
          beyond.stream().map(c -> names.of(c.index())).collect(Collectors.joining(", "));
      out.append("Beyond the failure, but independent of it: ").append(cells).append('\n');
    }
  }

  private void missingPackages(StringBuilder out) {
    List<String> missing =
        document.cells().stream()
            .flatMap(c -> Stream.ofNullable(c.error()))
            .filter(e -> e.ename().equals("ModuleNotFoundError"))
            .map(CellError::evalue)
            .distinct()
            .toList();
    if (!missing.isEmpty()) {
      out.append("Hint: ")
          .append(String.join("; ", missing))
          .append(" in Python ")
          .append(document.python())
          .append(", which ran this notebook. Install the package there with its pip, or name")
          .append(" another interpreter with --python; freshet doctor shows which is taken.\n");
    }
  }

  private Map<String, String> workers() {
    Map<String, List<CellReport>> byWorker = new TreeMap<>();
    for (CellReport cell : document.cells()) {
      if (cell.worker() != null) {
        byWorker.computeIfAbsent(cell.worker(), w -> new ArrayList<>()).add(cell);
      }
    }
    Map<String, String> lines = new TreeMap<>();
    byWorker.forEach(
        (worker, cells) ->
            lines.put(
                worker,
                cells.stream().map(c -> String.valueOf(c.index())).collect(Collectors.joining(", "))
                    + " ("
                    + Times.of(cells.stream().mapToDouble(RunSummaryText::duration).sum())
                    + ")"));
    return lines;
  }

  private String totals() {
    List<String> parts = new ArrayList<>();
    for (String state : ORDER) {
      long count = document.cells().stream().filter(c -> c.state().equals(state)).count();
      if (count > 0) {
        parts.add(count + " " + state);
      }
    }
    String cells = parts.isEmpty() ? "no cells" : String.join(", ", parts);
    double sum = document.cells().stream().mapToDouble(RunSummaryText::duration).sum();
    if (sum == 0) {
      return cells + " · " + Times.of(document.wallMs());
    }
    String ratio = String.format(Locale.ROOT, "%.2f", sum / Math.max(span(), 0.1));
    return "%s · %s in all; %s of cells in %s (%s at once, %d %s)"
        .formatted(
            cells,
            Times.of(document.wallMs()),
            Times.of(sum),
            Times.of(span()),
            ratio,
            document.jobs(),
            document.jobs() == 1 ? "job" : "jobs");
  }

  private double span() {
    double first = Double.MAX_VALUE;
    double last = 0;
    for (CellReport cell : document.cells()) {
      if (cell.start() != null && cell.end() != null) {
        first = Math.min(first, cell.start());
        last = Math.max(last, cell.end());
      }
    }
    return Math.max(0, last - first);
  }

  private static double duration(CellReport cell) {
    return cell.start() == null || cell.end() == null ? 0 : cell.end() - cell.start();
  }
}
