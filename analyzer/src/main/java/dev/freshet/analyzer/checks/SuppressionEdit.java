package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Fix;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.syntax.Comments;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The change of text that suppresses one finding and no more than it must. */
public final class SuppressionEdit {
  private final Notebook notebook;
  private final Diagnostic diagnostic;
  private final String source;

  private SuppressionEdit(Notebook notebook, Diagnostic diagnostic) {
    this.notebook = notebook;
    this.diagnostic = diagnostic;
    this.source = notebook.cell(diagnostic.cell()).source();
  }

  /**
   * A code more in a comment that is there, else a comment at the end of the line or statement,
   * else one above it; empty where none of them is possible, as in a magic that takes up the whole
   * cell.
   */
  public static Optional<Fix> of(Notebook notebook, Diagnostic diagnostic) {
    if (!notebook.cell(diagnostic.cell()).isCode()) {
      return Optional.empty();
    }
    SuppressionEdit edit = new SuppressionEdit(notebook, diagnostic);
    return Stream.of(edit.known(), edit.besides(), edit.above())
        .flatMap(Optional::stream)
        .filter(edit::works)
        .findFirst();
  }

  private Optional<Fix> known() {
    for (Suppression there : SuppressionComments.of(notebook).suppressions()) {
      List<Suppression.Code> codes = there.codes();
      if (there.reaches(diagnostic) && !there.everywhere() && !codes.isEmpty()) {
        int end = codes.get(codes.size() - 1).range().end();
        boolean written = end > 0 && !codes.get(0).text().isEmpty();
        if (written) {
          return Optional.of(insert(end, ", " + diagnostic.code()));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Fix> besides() {
    int at = lineEnd(diagnostic.range().start());
    int statement = Comments.lineAt(source, diagnostic.range().start()).end();
    String comment = "  # freshet: ignore[" + diagnostic.code() + "]";
    Fix line = insert(blanksBefore(at), comment);
    return Optional.of(works(line) ? line : insert(blanksBefore(lineEnd(statement)), comment));
  }

  private Optional<Fix> above() {
    int start = Comments.lineAt(source, diagnostic.range().start()).start();
    int lineStart = source.lastIndexOf('\n', start - 1) + 1;
    String indent = source.substring(lineStart, start);
    return indent.isBlank()
        ? Optional.of(insert(lineStart, indent + "# freshet: ignore[" + diagnostic.code() + "]\n"))
        : Optional.empty();
  }

  // A comment in a string or behind a magic is none: look at what the change would do.
  private boolean works(Fix fix) {
    int at = fix.range().start();
    Cell cell = notebook.cell(diagnostic.cell());
    Notebook changed =
        Notebook.python(
            List.of(
                cell.withSource(
                    source.substring(0, at) + fix.replacement() + source.substring(at))));
    int start = diagnostic.range().start();
    int moved = start < at ? start : start + fix.replacement().length();
    Diagnostic then = Diagnostic.of(Rule.SYNTAX_ERROR, 0, new SourceRange(moved, moved), "");
    return SuppressionComments.of(changed).suppressions().stream()
        .anyMatch(s -> s.reaches(then) && s.names(diagnostic.code()));
  }

  private Fix insert(int at, String text) {
    String title = "Suppress " + diagnostic.code() + " in this line";
    return new Fix(title, diagnostic.cell(), new SourceRange(at, at), text);
  }

  private int lineEnd(int at) {
    int end = source.indexOf('\n', at);
    return end < 0 ? source.length() : end;
  }

  private int blanksBefore(int end) {
    int at = end;
    while (at > 0 && (source.charAt(at - 1) == ' ' || source.charAt(at - 1) == '\t')) {
      at--;
    }
    return at;
  }
}
