package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.List;
import java.util.Optional;

/**
 * A file access.
 *
 * @param from units whose writes it may see
 * @param after further units that must come first
 */
public record FileAccess(
    Optional<String> path,
    EffectMode mode,
    Certainty certainty,
    boolean observable,
    SourceRange range,
    List<Integer> from,
    List<Integer> after) {
  public FileAccess {
    from = List.copyOf(from);
    after = List.copyOf(after);
  }
}
