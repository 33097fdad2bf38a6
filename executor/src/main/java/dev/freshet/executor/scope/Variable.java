package dev.freshet.executor.scope;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a value without Python.
 *
 * @param fingerprint hash of the value with all that can be reached from it, null for residents
 * @param bytes its size, -1 when it cannot be told
 * @param summary one line for people, such as {@code 100000 × 2}
 */
public record Variable(
    String type,
    @Nullable String fingerprint,
    long bytes,
    @Nullable String summary,
    List<Column> columns) {
  public Variable {
    columns = List.copyOf(columns);
  }
}
