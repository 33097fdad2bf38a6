package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Random generators that library code is given, or was made with, and draws on. */
final class Randomness {
  private static final List<String> KEYWORDS = List.of("random_state", "rng", "seed", "generator");
  private static final List<String> TYPES =
      List.of("numpy.random.Generator", "random.Random", "torch.Generator");

  private Randomness() {}

  /** What a call draws on beside the global generators. */
  static void drawn(Interpreter in, Rule rule, @Nullable Thing receiver, Args args, Node node) {
    if (!args.keywords().isEmpty()) {
      for (String keyword : KEYWORDS) {
        Value given = args.keywords().get(keyword);
        if (given != null) {
          change(in, given, node);
        }
      }
    }
    boolean draws = !rule.ambient().isEmpty() || rule.mutatesSelf();
    if (receiver instanceof ObjectThing && draws) {
      Value kept = receiver.field(Thing.KEPT);
      if (kept != null) {
        change(in, kept, node);
      }
    }
  }

  private static void change(Interpreter in, Value given, Node node) {
    for (Thing thing : given.things) {
      if (TYPES.contains(thing.type)) {
        in.mutate(thing, "call", node, false);
      }
    }
  }
}
