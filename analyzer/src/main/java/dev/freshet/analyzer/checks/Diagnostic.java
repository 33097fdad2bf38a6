package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import java.util.List;
import java.util.Optional;

/**
 * A finding in the text of a notebook.
 *
 * @param code the stable name of the check, such as {@code undefined-name}
 * @param cell the index of the cell
 * @param range where in the cell
 * @param message one sentence for people
 */
public record Diagnostic(
    String code,
    Severity severity,
    int cell,
    SourceRange range,
    String message,
    List<Related> related,
    Optional<Fix> fix) {
  public Diagnostic {
    related = List.copyOf(related);
  }

  /** A finding of a rule, with its usual severity. */
  static Diagnostic of(Rule rule, int cell, SourceRange range, String message) {
    return new Diagnostic(
        rule.code(), rule.severity(), cell, range, message, List.of(), Optional.empty());
  }

  /** This finding, in another cell. */
  Diagnostic in(int other) {
    Optional<Fix> there = fix.map(f -> new Fix(f.title(), other, f.range(), f.replacement()));
    return new Diagnostic(code, severity, other, range, message, related, there);
  }

  Diagnostic with(List<Related> places) {
    return new Diagnostic(code, severity, cell, range, message, places, fix);
  }

  Diagnostic with(Fix mend) {
    return new Diagnostic(code, severity, cell, range, message, related, Optional.of(mend));
  }

  Diagnostic with(Severity other) {
    return new Diagnostic(code, other, cell, range, message, related, fix);
  }

  /** Another place that explains the finding. */
  public record Related(int cell, SourceRange range, String message) {}

  /** A change that would mend it: the new text of a range of a cell. */
  public record Fix(String title, int cell, SourceRange range, String replacement) {
    /** Whether the two cannot be made to one text at once. */
    public boolean touches(Fix other) {
      return cell == other.cell
          && range.start() <= other.range.end()
          && other.range.start() <= range.end();
    }
  }
}
