package dev.freshet.executor.scope;

import java.util.List;

/**
 * The exports of the cell at an index.
 *
 * @param made all groups it made
 */
public record Layer(int index, int executionCount, Exports exports, List<Group> made) {
  public Layer {
    made = List.copyOf(made);
  }
}
