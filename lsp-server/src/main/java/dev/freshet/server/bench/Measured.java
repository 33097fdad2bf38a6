package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;

/**
 * What a measurement found.
 *
 * @param lines of the table
 * @param drawing an SVG of its own
 * @param details what the drawing shows, as JSON; missing where there is no more than the table
 * @param notes what was left out, and why
 */
public record Measured(
    List<BenchResult> lines, Optional<Drawing> drawing, JsonNode details, List<String> notes) {
  public Measured {
    lines = List.copyOf(lines);
    notes = List.copyOf(notes);
  }

  static Measured of(BenchResult... lines) {
    return of(List.of(lines));
  }

  static Measured of(List<BenchResult> lines) {
    return new Measured(lines, Optional.empty(), MissingNode.getInstance(), List.of());
  }
}
