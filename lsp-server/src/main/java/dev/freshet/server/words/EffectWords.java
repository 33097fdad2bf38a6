package dev.freshet.server.words;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A cell's effects in one line, such as {@code reads df, cfg · writes rows}. */
public final class EffectWords {
  private static final String SEPARATOR = " · ";
  private static final Pattern RESULT = Pattern.compile("_\\d*");

  private EffectWords() {}

  /** Empty for a cell that touches nothing. */
  public static String of(CellEffects effects) {
    List<Optional<String>> parts = new ArrayList<>();
    parts.add(part("reads", effects.reads(), CellEffects.Read::name));
    parts.add(part("writes", effects.writes(), CellEffects.Write::name));
    parts.add(part("mutates", named(effects), CellEffects.Mutation::name));
    parts.add(part("deletes", effects.deletes(), CellEffects.Delete::name));
    parts.add(part("files", effects.files(), EffectWords::file));
    parts.add(part("state", effects.ambient(), CellEffects.AmbientEffect::name));
    parts.add(part("outside", effects.external(), CellEffects.ExternalEffect::what));
    parts.add(effects.openWorld().map(o -> "anything (" + o.reason() + ")"));
    return parts.stream().flatMap(Optional::stream).collect(Collectors.joining(SEPARATOR));
  }

  /** Without the results of cells ({@code _5}) that hold what was changed, but were not spelled. */
  private static List<CellEffects.Mutation> named(CellEffects effects) {
    Set<String> read =
        effects.reads().stream().map(CellEffects.Read::name).collect(Collectors.toSet());
    return effects.mutations().stream()
        .filter(m -> read.contains(m.name()) || !RESULT.matcher(m.name()).matches())
        .toList();
  }

  private static <T> Optional<String> part(String verb, List<T> effects, Function<T, String> name) {
    if (effects.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        verb + " " + effects.stream().map(name).distinct().collect(Collectors.joining(", ")));
  }

  private static String file(CellEffects.FileEffect file) {
    String path = file.path().orElse("some file");
    return file.mode() == EffectMode.READ ? path : path + " (written)";
  }
}
