package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import java.util.List;

/**
 * The user's word that some findings are known and meant to be.
 *
 * @param cell the index of the cell in which it stands
 * @param place its own text, from the comment sign; empty for a cell's tag
 * @param reach the findings of its cell that begin here
 * @param everywhere whether it holds for the whole file
 * @param codes empty for all codes
 */
record Suppression(
    int cell, SourceRange place, SourceRange reach, boolean everywhere, List<Code> codes) {
  /** A code as it stands in the text. */
  record Code(String text, SourceRange range) {}

  Suppression {
    codes = List.copyOf(codes);
  }

  /** Whether it speaks of a finding at this place. */
  boolean reaches(Diagnostic diagnostic) {
    int at = diagnostic.range().start();
    return everywhere || (diagnostic.cell() == cell && reach.start() <= at && at <= reach.end());
  }

  /** Whether it names the code, or all. */
  boolean names(String code) {
    return codes.isEmpty() || codes.stream().anyMatch(c -> c.text().equals(code));
  }
}
