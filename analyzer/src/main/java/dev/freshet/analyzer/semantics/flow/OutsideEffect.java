package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import java.util.List;

/** An effect on the world outside, after the units given. */
public record OutsideEffect(
    String what, Certainty certainty, SourceRange range, List<Integer> after) {
  public OutsideEffect {
    after = List.copyOf(after);
  }
}
