package dev.freshet.server.lsp.protocol;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables that the last runs of the cells left, in notebook order. */
public record VariablesResult(List<Variable> variables) {
  /**
   * One variable.
   *
   * @param cell index of the cell that wrote it last
   * @param type of the value, when a run has shown it
   */
  public record Variable(
      String name,
      int cell,
      @Nullable String type,
      @Nullable String summary,
      @Nullable Long bytes) {}

  public VariablesResult {
    variables = List.copyOf(variables);
  }
}
