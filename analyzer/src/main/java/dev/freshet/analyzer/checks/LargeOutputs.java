package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import java.util.Locale;
import java.util.function.Consumer;

/** {@code large-output}: the outputs that the file keeps of one cell take a megabyte or more. */
final class LargeOutputs implements Check {
  /** In characters of the file. */
  static final int LIMIT = 1_000_000;

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (int i = 0; i < checked.notebook().cells().size(); i++) {
      int cell = i;
      checked
          .outputs(cell)
          .filter(outputs -> outputs.size() >= LIMIT)
          .ifPresent(outputs -> report.accept(diagnostic(checked, cell, outputs.size())));
    }
  }

  private static Diagnostic diagnostic(Checked checked, int cell, int size) {
    return Diagnostic.of(
        Rule.LARGE_OUTPUT,
        cell,
        headline(checked, cell),
        String.format(
            Locale.ROOT,
            "the outputs of this cell take %.1f MB of the file: show less, or save them beside it",
            size / 1e6));
  }

  /** The first line of a cell: where to say what is about the whole of it. */
  static SourceRange headline(Checked checked, int cell) {
    String source = checked.source(cell);
    int end = source.indexOf('\n');
    return new SourceRange(0, end < 0 ? source.length() : end);
  }
}
