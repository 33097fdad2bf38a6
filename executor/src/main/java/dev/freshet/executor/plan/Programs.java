package dev.freshet.executor.plan;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.notebook.Cell;
import java.util.ArrayList;
import java.util.List;

/** Makes what a session runs from what the analyzer found. */
public final class Programs {
  private Programs() {}

  /** The code cells that are not blank, with their ordinals as a fresh run would count them. */
  public static Program of(Analysis analysis) {
    List<CodeCell> cells = new ArrayList<>();
    for (int index = 0; index < analysis.notebook().cells().size(); index++) {
      Cell cell = analysis.notebook().cell(index);
      if (cell.isCode() && !cell.source().isBlank()) {
        cells.add(
            new CodeCell(
                cell, index, cells.size() + 1, analysis.digest(index), analysis.effects(index)));
      }
    }
    return new Program(cells, analysis.graph());
  }
}
