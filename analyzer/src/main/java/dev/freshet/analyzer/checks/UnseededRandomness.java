package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.semantics.flow.AmbientAccess;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code unseeded-randomness}: numbers are drawn from a generator that nothing has seeded. One
 * finding for each generator of a library, one for each generator made without a seed.
 */
final class UnseededRandomness implements Check {
  private static final Map<String, String> SEEDS =
      Map.of(
          "@random", "random.seed(0)",
          "@numpy.random", "numpy.random.seed(0)",
          "@torch", "torch.manual_seed(0)");
  private static final Set<String> FITTED =
      Set.of(
          "fit",
          "fit_transform",
          "fit_predict",
          "partial_fit",
          "predict",
          "transform",
          "score",
          "cross_val_score",
          "cross_validate",
          "cross_val_predict",
          "learning_curve",
          "validation_curve",
          "permutation_test_score");
  private static final Set<String> MAKERS =
      Set.of("numpy.random.default_rng", "numpy.random.RandomState", "random.Random");
  private static final List<String> MAKERS_WORDS = List.of("default_rng", "RandomState", "Random");

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    Set<String> settled = new HashSet<>();
    for (UnitEffects unit : checked.units()) {
      if (unit.openWorld().filter(world -> world.reads() && world.writes()).isPresent()) {
        // It may seed everything.
        return;
      }
      unit.ambient()
          .values()
          .forEach(
              access -> {
                if (SEEDS.containsKey(access.name())
                    && !settled.contains(access.name())
                    && !isMinor(checked, unit, access)
                    && settles(access, settled)) {
                  report.accept(drawn(unit, access));
                }
              });
    }
    makers(checked, report);
  }

  /**
   * Whether a draw is a plot's (bands of confidence), or that of something fitted, of which only
   * the class could tell whether it draws at all.
   */
  private static boolean isMinor(Checked checked, UnitEffects unit, AmbientAccess access) {
    boolean[] minor = {false};
    SourceRange place = place(access);
    TreeWalk.all(
        checked.statement(unit),
        node -> {
          if (node instanceof Expr.Call call
              && call.start() == place.start()
              && call.end() == place.end()) {
            String path = checked.imports().path(call.func()).orElse("");
            String name =
                call.func() instanceof Expr.Attribute method
                    ? method.attr().text()
                    : path.substring(path.lastIndexOf('.') + 1);
            minor[0] |= path.startsWith("seaborn.") || FITTED.contains(name);
          }
        });
    return access.mode().reads() && minor[0];
  }

  private static SourceRange place(AmbientAccess access) {
    return access.ranges().isEmpty() ? new SourceRange(0, 0) : access.ranges().get(0);
  }

  private static boolean settles(AmbientAccess access, Set<String> settled) {
    boolean seeds = !access.mode().reads();
    boolean draws = access.mode().writes() && access.certainty() == Certainty.MUST;
    return (seeds || draws) && settled.add(access.name()) && !seeds;
  }

  private static Diagnostic drawn(UnitEffects unit, AmbientAccess access) {
    return Diagnostic.of(
        Rule.UNSEEDED_RANDOMNESS,
        unit.cell(),
        place(access),
        "random numbers without a seed (%s): they differ from run to run; %s above makes them the same"
            .formatted(access.name().substring(1), SEEDS.get(access.name())));
  }

  private static void makers(Checked checked, Consumer<Diagnostic> report) {
    for (UnitEffects unit : checked.units()) {
      Optional<CellNotes> notes = checked.notes().get(unit.cell());
      if (notes.isPresent() && MAKERS_WORDS.stream().anyMatch(notes.get().words()::containsKey)) {
        TreeWalk.all(
            checked.statement(unit),
            node -> {
              if (node instanceof Expr.Call call && call.args().isEmpty()) {
                made(checked, unit, call).ifPresent(report);
              }
            });
      }
    }
  }

  private static Optional<Diagnostic> made(Checked checked, UnitEffects unit, Expr.Call call) {
    return call.keywords().isEmpty()
        ? checked
            .imports()
            .path(call.func())
            .filter(MAKERS::contains)
            .map(
                path ->
                    Diagnostic.of(
                        Rule.UNSEEDED_RANDOMNESS,
                        unit.cell(),
                        new SourceRange(call.start(), call.end()),
                        "a generator without a seed: its numbers differ from run to run; give it one, such as %s(0)"
                            .formatted(path.substring(path.lastIndexOf('.') + 1))))
        : Optional.empty();
  }
}
