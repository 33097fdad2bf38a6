package dev.freshet.analyzer.ide;

import dev.freshet.analyzer.notebook.SourceRange;
import java.util.List;

/**
 * A global name where it stands in the text.
 *
 * @param cell the index of the cell
 * @param range the place that was asked for
 * @param origins where the cells whose values may be seen here bind or change the name
 * @param uses the other places of the notebook that may see a value bound or changed here
 */
public record NameUse(
    String name, int cell, SourceRange range, List<Place> origins, List<Place> uses) {
  public NameUse {
    origins = List.copyOf(origins);
    uses = List.copyOf(uses);
  }

  /** A range in a cell. */
  public record Place(int cell, SourceRange range) {}
}
