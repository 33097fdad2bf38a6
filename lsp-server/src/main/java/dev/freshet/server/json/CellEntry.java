package dev.freshet.server.json;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What one cell does, in a {@code freshet.check} document.
 *
 * @param line where the cell's text begins: in a script the line of the file, else 1
 */
public record CellEntry(
    int index,
    String id,
    int line,
    List<Read> reads,
    List<Write> writes,
    List<Mutation> mutates,
    List<Write> deletes,
    List<FileUse> files,
    List<AmbientUse> ambient,
    List<ExternalUse> external,
    @Nullable OpenWorld openWorld) {
  /**
   * A name that is read.
   *
   * @param from cells whose write or mutation it may see
   */
  public record Read(
      String name,
      String certainty,
      boolean deferred,
      List<Integer> from,
      List<List<Integer>> ranges) {}

  /** A name that is bound or deleted. */
  public record Write(String name, String certainty, List<List<Integer>> ranges) {}

  /** A name whose value changes in place. */
  public record Mutation(String name, String certainty, String how, List<List<Integer>> ranges) {}

  /** A file; {@code path} is null when the text does not tell. */
  public record FileUse(@Nullable String path, String mode, String certainty) {}

  /** Interpreter state that no variable holds. */
  public record AmbientUse(String name, String mode) {}

  /** The world outside. */
  public record ExternalUse(String what, String certainty) {}

  /** Why the cell may read or write anything. */
  public record OpenWorld(boolean reads, boolean writes, String reason) {}

  static CellEntry of(int index, String id, int line, CellEffects effects, Place place) {
    return new CellEntry(
        index,
        id,
        line,
        effects.reads().stream().map(r -> read(r, place)).toList(),
        effects.writes().stream()
            .map(w -> new Write(w.name(), label(w.certainty()), place.ranges(w.ranges())))
            .toList(),
        effects.mutations().stream()
            .map(
                m ->
                    new Mutation(m.name(), label(m.certainty()), m.how(), place.ranges(m.ranges())))
            .toList(),
        effects.deletes().stream()
            .map(d -> new Write(d.name(), label(d.certainty()), place.ranges(d.ranges())))
            .toList(),
        effects.files().stream()
            .map(f -> new FileUse(f.path().orElse(null), label(f.mode()), label(f.certainty())))
            .toList(),
        effects.ambient().stream().map(a -> new AmbientUse(a.name(), label(a.mode()))).toList(),
        effects.external().stream()
            .map(e -> new ExternalUse(e.what(), label(e.certainty())))
            .toList(),
        effects
            .openWorld()
            .map(o -> new OpenWorld(o.reads(), o.writes(), o.reason()))
            .orElse(null));
  }

  private static Read read(CellEffects.Read read, Place place) {
    return new Read(
        read.name(),
        label(read.certainty()),
        read.deferred(),
        read.from(),
        place.ranges(read.ranges()));
  }

  private static String label(Certainty certainty) {
    return certainty.name().toLowerCase(Locale.ROOT);
  }

  private static String label(EffectMode mode) {
    return mode.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
