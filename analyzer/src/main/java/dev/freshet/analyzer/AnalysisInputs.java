package dev.freshet.analyzer;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.StoredOutputs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;

/**
 * What an analysis needs to know of the world outside the text.
 *
 * @param moduleTexts the texts of modules beside the notebook, by dotted name
 * @param exists whether a path, relative to the notebook's folder, exists; true where nobody knows
 * @param outputs what is kept of the cells' last runs; no entry where nobody knows
 * @param folder the notebook's folder, absolute, with forward slashes, if it has one
 * @param python the minor version of the Python that runs it (12 for 3.12); empty for the newest
 * @param installed what was read in the texts of installed packages, as rows of effect tables
 */
public record AnalysisInputs(
    Map<String, String> moduleTexts,
    Predicate<String> exists,
    Map<CellId, StoredOutputs> outputs,
    Optional<String> folder,
    OptionalInt python,
    List<String> installed) {
  public AnalysisInputs {
    moduleTexts = Map.copyOf(moduleTexts);
    outputs = Map.copyOf(outputs);
    installed = List.copyOf(installed);
  }

  public AnalysisInputs(
      Map<String, String> moduleTexts,
      Predicate<String> exists,
      Map<CellId, StoredOutputs> outputs,
      Optional<String> folder,
      OptionalInt python) {
    this(moduleTexts, exists, outputs, folder, python, List.of());
  }

  public AnalysisInputs(Map<String, String> moduleTexts, Predicate<String> exists) {
    this(moduleTexts, exists, Map.of(), Optional.empty(), OptionalInt.empty());
  }

  /** These, for a Python of a minor version. */
  public AnalysisInputs withPython(OptionalInt minor) {
    return new AnalysisInputs(moduleTexts, exists, outputs, folder, minor, installed);
  }

  /** These, and what is known of installed packages: tables that {@code PackageSummary} made. */
  public AnalysisInputs withInstalled(List<String> tables) {
    return new AnalysisInputs(moduleTexts, exists, outputs, folder, python, tables);
  }

  /** No modules; nothing is known of files and runs. */
  public static AnalysisInputs none() {
    return new AnalysisInputs(Map.of(), path -> true);
  }
}
