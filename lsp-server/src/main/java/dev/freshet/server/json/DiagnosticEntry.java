package dev.freshet.server.json;

import dev.freshet.analyzer.checks.Diagnostic;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A diagnostic in a {@code freshet.check} document; {@code range} counts in the cell's text. */
public record DiagnosticEntry(
    String code,
    String severity,
    int cell,
    List<Integer> range,
    String message,
    List<RelatedEntry> related,
    @Nullable FixEntry fix) {
  /** Another place that belongs to it. */
  public record RelatedEntry(int cell, List<Integer> range, String message) {}

  /** A change of text that mends it: the new text of a range of a cell. */
  public record FixEntry(String title, int cell, List<Integer> range, String replacement) {}

  /** {@code places} gives the positions in a cell. */
  static DiagnosticEntry of(Diagnostic diagnostic, IntFunction<Place> places) {
    return new DiagnosticEntry(
        diagnostic.code(),
        diagnostic.severity().label(),
        diagnostic.cell(),
        places.apply(diagnostic.cell()).range(diagnostic.range()),
        diagnostic.message(),
        diagnostic.related().stream()
            .map(
                r ->
                    new RelatedEntry(
                        r.cell(), places.apply(r.cell()).range(r.range()), r.message()))
            .toList(),
        diagnostic.fix().map(f -> fix(f, places)).orElse(null));
  }

  private static FixEntry fix(Diagnostic.Fix fix, IntFunction<Place> places) {
    return new FixEntry(
        fix.title(), fix.cell(), places.apply(fix.cell()).range(fix.range()), fix.replacement());
  }
}
