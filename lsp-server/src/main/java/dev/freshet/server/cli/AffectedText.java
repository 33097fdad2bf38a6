package dev.freshet.server.cli;

import dev.freshet.analyzer.AffectedCell;
import dev.freshet.analyzer.graph.Reason;
import java.util.List;

/** Affected cells for people. */
final class AffectedText {
  private AffectedText() {}

  static String of(CellNames names, List<AffectedCell> cells, Terminal terminal) {
    StringBuilder out = new StringBuilder();
    long count = cells.stream().filter(AffectedCell::affected).count();
    for (AffectedCell cell : cells) {
      if (cell.affected()) {
        out.append(terminal.yellow(names.of(cell.index()))).append("  ");
        out.append(names.firstLine(cell.index())).append('\n');
        for (Reason reason : cell.reasons()) {
          out.append("    ").append(terminal.faint(reason.message())).append('\n');
        }
      }
    }
    String summary =
        count + " of " + cells.size() + (cells.size() == 1 ? " cell is" : " cells are");
    return out.append(summary).append(" affected.").toString();
  }
}
