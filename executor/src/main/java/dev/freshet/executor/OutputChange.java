package dev.freshet.executor;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of what a cell shows.
 *
 * @param pause with CLEAR: wait for the next output, so that the cell does not flicker
 * @param outputs nbformat output objects as JSON
 * @param displayId with UPDATE_DISPLAY, the display whose content is replaced
 */
public record OutputChange(
    Kind kind, boolean pause, List<String> outputs, @Nullable String displayId) {
  /** What to do with the outputs. */
  public enum Kind {
    APPEND,
    CLEAR,
    REPLACE,
    UPDATE_DISPLAY
  }

  public OutputChange {
    outputs = List.copyOf(outputs);
  }

  static OutputChange of(Kind kind, List<String> outputs) {
    return new OutputChange(kind, false, outputs, null);
  }
}
