package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.StoredOutputs;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What checks know besides the text.
 *
 * @param exists whether a path exists, or nobody knows
 * @param outputs what is kept of the cells' last runs; no entry where nobody knows
 * @param folder the notebook's folder, absolute, with forward slashes, if it has one
 * @param python the minor version of the Python that runs the notebook; empty for the newest
 */
public record Outside(
    Predicate<String> exists,
    Map<CellId, StoredOutputs> outputs,
    Optional<String> folder,
    OptionalInt python) {
  public Outside {
    outputs = Map.copyOf(outputs);
  }
}
