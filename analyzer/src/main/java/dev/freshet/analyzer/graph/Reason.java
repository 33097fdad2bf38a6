package dev.freshet.analyzer.graph;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why a cell's result may differ, or why it ran.
 *
 * @param name the variable, file or piece of ambient state that is to blame
 * @param cell the index of the cell that is to blame
 * @param message one sentence for people
 */
public record Reason(Kind kind, Optional<String> name, OptionalInt cell, String message) {
  /** What sort of cause it is; labels stand in {@code affected} and {@code run} documents. */
  public enum Kind {
    EDITED,
    INPUT,
    UPSTREAM,
    DEFERRED,
    MUTATION,
    DELETED,
    FILE,
    AMBIENT,
    ENVIRONMENT,
    OPEN_WORLD,
    INSERTED,
    MOVED,
    /** The user asked for it by name or with {@code --all}. */
    REQUESTED,
    /** Its value was not kept and a cell that runs needs it. */
    UNKEPT,
    /** It had to wait for memory. */
    MEMORY;

    /** The name in JSON. */
    public String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public static Reason of(Kind kind, String message) {
    return new Reason(kind, Optional.empty(), OptionalInt.empty(), message);
  }

  public static Reason of(Kind kind, String name, int cell, String message) {
    return new Reason(kind, Optional.of(name), OptionalInt.of(cell), message);
  }
}
