package dev.freshet.analyzer;

import java.util.Map;
import java.util.function.Predicate;

/**
 * What an analysis needs to know of the world outside the text.
 *
 * @param moduleTexts the texts of modules beside the notebook, by dotted name
 * @param exists whether a path, relative to the notebook's folder, exists
 */
public record AnalysisInputs(Map<String, String> moduleTexts, Predicate<String> exists) {
  public AnalysisInputs {
    moduleTexts = Map.copyOf(moduleTexts);
  }

  /** No modules, no files. */
  public static AnalysisInputs none() {
    return new AnalysisInputs(Map.of(), path -> false);
  }
}
