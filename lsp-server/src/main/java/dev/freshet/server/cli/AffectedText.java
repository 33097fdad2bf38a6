package dev.freshet.server.cli;

import dev.freshet.analyzer.AffectedCell;
import dev.freshet.analyzer.CellChanges;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.server.check.Annotations;
import dev.freshet.server.compare.Comparison;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Affected cells for people, and for GitHub's. */
final class AffectedText {
  private AffectedText() {}

  static String of(List<Comparison> compared, Terminal terminal) {
    StringBuilder out = new StringBuilder();
    for (Comparison notebook : compared) {
      if (compared.size() > 1) {
        out.append(terminal.bold(notebook.after().shown())).append(": ");
      }
      out.append(terminal.bold(headline(notebook))).append('\n');
      cells(notebook, terminal, out);
    }
    if (compared.size() != 1) {
      out.append(total(compared)).append('\n');
    }
    return out.toString().stripTrailing();
  }

  /** Such as: 3 cells changed (2 edited, 1 added); 7 outputs in the file are now stale. */
  static String headline(Comparison notebook) {
    CellChanges changes = notebook.changes();
    List<String> parts = new ArrayList<>();
    part(parts, changes.edited(), "edited");
    part(parts, changes.inserted(), "added");
    part(parts, changes.deleted(), "deleted");
    part(parts, changes.moved(), "moved");
    String what = parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    int stale = notebook.staleOutputs();
    return count(changes.total(), "cell")
        + " changed"
        + what
        + "; "
        + count(stale, "output")
        + " in the file "
        + (stale == 1 ? "is" : "are")
        + " now stale.";
  }

  private static void cells(Comparison notebook, Terminal terminal, StringBuilder out) {
    CellNames names = new CellNames(notebook.after());
    for (AffectedCell cell : notebook.cells()) {
      if (cell.affected()) {
        out.append(terminal.yellow(names.of(cell.index()))).append("  ");
        out.append(names.firstLine(cell.index()));
        int stale = notebook.staleOutputs(cell);
        out.append(stale == 0 ? "" : terminal.faint("  (" + count(stale, "stale output") + ")"));
        out.append('\n');
        for (Reason reason : cell.reasons()) {
          out.append("    ").append(terminal.faint(reason.message())).append('\n');
        }
      }
    }
    int size = notebook.cells().size();
    out.append(notebook.affected()).append(" of ").append(size);
    out.append(size == 1 ? " cell is" : " cells are").append(" affected.\n");
  }

  private static String total(List<Comparison> compared) {
    int stale = compared.stream().mapToInt(Comparison::staleOutputs).sum();
    return count(compared.size(), "notebook")
        + " changed; "
        + count(stale, "output")
        + " in them "
        + (stale == 1 ? "is" : "are")
        + " now stale.";
  }

  static String github(List<Comparison> compared) {
    StringBuilder out = new StringBuilder();
    for (Comparison notebook : compared) {
      String file = Annotations.file(notebook.after().shown());
      out.append(Annotations.command("notice", file, headline(notebook)));
      for (AffectedCell cell : notebook.cells()) {
        if (cell.affected()) {
          int stale = notebook.staleOutputs(cell);
          String title = "cell " + cell.index() + (stale > 0 ? " is stale" : " is affected");
          String reasons =
              cell.reasons().stream().map(Reason::message).collect(Collectors.joining("; "));
          String place = file + ",line=" + notebook.after().firstLine(cell.index());
          out.append(
              Annotations.command(
                  stale > 0 ? "warning" : "notice",
                  place + ",title=" + Annotations.property(title),
                  reasons));
        }
      }
    }
    return out.toString();
  }

  private static void part(List<String> parts, int count, String what) {
    if (count > 0) {
      parts.add(count + " " + what);
    }
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
