package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.List;

/** An access to interpreter state; {@code from}: units whose changes it may see. */
public record AmbientAccess(
    String name,
    EffectMode mode,
    Certainty certainty,
    List<SourceRange> ranges,
    List<Integer> from) {
  public AmbientAccess {
    ranges = List.copyOf(ranges);
    from = List.copyOf(from);
  }
}
