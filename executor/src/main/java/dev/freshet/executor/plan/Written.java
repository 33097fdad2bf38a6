package dev.freshet.executor.plan;

import java.util.Map;
import java.util.Set;

/**
 * What the cells of a notebook leave in files, as seen from one position, by path.
 *
 * @param before what the last earlier cell that wrote the file left: what a cell here reads,
 *     whatever a later cell has made of it since
 * @param after digests of what later cells left, or may leave as they did before
 */
public record Written(Map<String, Left> before, Map<String, Set<String>> after) {
  public static final Written NOTHING = new Written(Map.of(), Map.of());

  /** A content, and the index of the cell that wrote it. */
  public record Left(String digest, int writer) {}

  public Written {
    before = Map.copyOf(before);
    after = Map.copyOf(after);
  }
}
