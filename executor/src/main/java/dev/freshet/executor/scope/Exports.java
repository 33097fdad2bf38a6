package dev.freshet.executor.scope;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one execution leaves for later cells.
 *
 * @param moved the new version of each name that was bound, rebound or changed in place
 * @param result where the cell's result is, if it was asked for
 */
public record Exports(
    Map<String, Binding> moved,
    Set<String> deletes,
    List<AmbientState> ambient,
    @Nullable Binding result) {
  public static final Exports NONE = new Exports(Map.of(), Set.of(), List.of(), null);

  public Exports {
    moved = Map.copyOf(moved);
    deletes = Set.copyOf(deletes);
    ambient = List.copyOf(ambient);
  }
}
