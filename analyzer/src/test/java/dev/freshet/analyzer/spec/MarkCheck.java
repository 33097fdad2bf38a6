package dev.freshet.analyzer.spec;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Severity;
import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compares marks with an analysis: {@code reference to A, B}, {@code definition}, {@code mutation},
 * {@code deletion}, {@code error: code}. Errors of the analysis that no mark and no {@code
 * diagnostics} block names fail as well.
 */
final class MarkCheck {
  private static final String REFERENCE = "reference to ";
  private static final String ERROR = "error: ";

  private final Analysis analysis;
  private final List<Diagnostic> unexpected;

  MarkCheck(Analysis analysis, boolean diagnosticsListed) {
    this.analysis = analysis;
    this.unexpected =
        diagnosticsListed
            ? new ArrayList<>()
            : new ArrayList<>(
                analysis.diagnostics().stream()
                    .filter(d -> d.severity() == Severity.ERROR)
                    .toList());
  }

  void check(List<SpecMark> marks) {
    for (SpecMark mark : marks) {
      if (!holds(mark)) {
        int cell = analysis.notebook().indexOf(mark.cell()).orElseThrow();
        throw new AssertionError("unmet " + mark + "; there is " + analysis.effects(cell));
      }
    }
    if (!unexpected.isEmpty()) {
      throw new AssertionError("errors without a mark: " + unexpected);
    }
  }

  private boolean holds(SpecMark mark) {
    int cell = analysis.notebook().indexOf(mark.cell()).orElseThrow();
    CellEffects effects = analysis.effects(cell);
    String text = mark.text();
    if (text.startsWith(ERROR)) {
      return isReported(mark, cell, text.substring(ERROR.length()));
    } else if (text.startsWith(REFERENCE)) {
      return effects.reads().stream()
          .filter(read -> read.ranges().contains(mark.range()))
          .anyMatch(read -> writers(read).equals(text.substring(REFERENCE.length())));
    }
    List<SourceRange> places =
        switch (text) {
          case "definition" -> effects.writes().stream().flatMap(w -> w.ranges().stream()).toList();
          case "mutation" ->
              effects.mutations().stream().flatMap(m -> m.ranges().stream()).toList();
          case "deletion" -> effects.deletes().stream().flatMap(d -> d.ranges().stream()).toList();
          default -> throw new AssertionError("unknown " + mark);
        };
    return places.contains(mark.range());
  }

  private boolean isReported(SpecMark mark, int cell, String code) {
    List<Diagnostic> found =
        analysis.diagnostics().stream()
            .filter(d -> d.cell() == cell && d.code().equals(code) && isAt(d.range(), mark))
            .toList();
    unexpected.removeAll(found);
    return !found.isEmpty();
  }

  private static boolean isAt(SourceRange found, SpecMark mark) {
    return mark.wholeLine()
        ? found.start() >= mark.range().start() && found.start() <= mark.range().end()
        : found.equals(mark.range());
  }

  private String writers(CellEffects.Read read) {
    return read.from().stream()
        .map(i -> analysis.notebook().cell(i).id().value())
        .collect(Collectors.joining(", "));
  }
}
