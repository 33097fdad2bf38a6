package dev.freshet.executor.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** An effect of a cell that its text did not show and an execution did. */
public record Surprise(Effect effect, String name) {
  /** Every relative path depends on the one, and libraries look into the other all the time. */
  private static final Set<String> EVERYDAY = Set.of("@cwd", "@env");

  /** What only a cell that asks for it makes known. */
  private static final Set<String> ASKED_FOR = Set.of(Ambient.LAST_ERROR, Ambient.EXIT_CODE);

  /** What was done to the name. */
  public enum Effect {
    READ,
    WRITE
  }

  /** All that is known of a cell's code beyond its text; none for one that announced anything. */
  public static List<Surprise> of(CodeCell cell, Learned learned) {
    if (learned.ofNoState()) {
      return List.of();
    }
    Prediction text = Prediction.of(cell, Learned.NOTHING);
    List<Surprise> found = new ArrayList<>();
    if (!text.readsAnything()) {
      add(found, Effect.READ, learned.reads(), text.reads());
      add(found, Effect.READ, learned.ambientReads(), union(text.ambientReads(), EVERYDAY));
    }
    if (!text.writesAnything()) {
      add(found, Effect.WRITE, learned.writes(), text.writes());
      add(found, Effect.WRITE, learned.ambientWrites(), text.ambientWrites());
    }
    return List.copyOf(found);
  }

  private static Set<String> union(Set<String> some, Set<String> more) {
    Set<String> all = new TreeSet<>(some);
    all.addAll(more);
    return all;
  }

  private static void add(
      List<Surprise> found, Effect effect, Set<String> seen, Set<String> predicted) {
    Set<String> names = new TreeSet<>(seen);
    names.removeAll(predicted);
    // What Python keeps for itself, such as the registry of warnings, is nobody's variable.
    names.removeIf(name -> name.startsWith("__") || ASKED_FOR.contains(name));
    names.forEach(name -> found.add(new Surprise(effect, name)));
  }

  /** One clause for people, to follow "this cell". */
  public String message() {
    String verb = effect == Effect.READ ? "reads " : "changes ";
    return verb + name + ", which its text does not show";
  }
}
