package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import java.util.List;

/** A change of what a global name shows; {@code sources}: units that may have bound it. */
public record NameMutation(
    Certainty certainty, String how, List<SourceRange> ranges, List<Integer> sources) {
  public NameMutation {
    ranges = List.copyOf(ranges);
    sources = List.copyOf(sources);
  }
}
