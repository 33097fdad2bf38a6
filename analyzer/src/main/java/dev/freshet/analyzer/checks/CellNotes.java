package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.semantics.CellFacts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What checks note about one text.
 *
 * @param words how often each word stands there, in code, texts, comments and magics alike
 * @param found what the text alone decides, as if in cell 0
 * @param steps what the text does with data
 */
record CellNotes(Map<String, Integer> words, List<Diagnostic> found, List<DataStep> steps) {
  private static final List<CellCheck> CHECKS = List.of(new SyntaxErrors(), new SourceSecrets());

  CellNotes {
    words = Map.copyOf(words);
    found = List.copyOf(found);
    steps = List.copyOf(steps);
  }

  static CellNotes of(String source, CellFacts facts) {
    List<Diagnostic> found = new ArrayList<>();
    CHECKS.forEach(check -> Checks.unlessTooDeep(() -> check.check(source, facts, found::add)));
    List<DataStep> steps = new ArrayList<>();
    Checks.unlessTooDeep(() -> steps.addAll(DataStep.of(facts.statements())));
    return new CellNotes(words(source), found, steps);
  }

  private static Map<String, Integer> words(String source) {
    Map<String, Integer> words = new HashMap<>();
    int start = -1;
    for (int i = 0; i <= source.length(); i++) {
      boolean inside = i < source.length() && Character.isUnicodeIdentifierPart(source.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        words.merge(source.substring(start, i), 1, Integer::sum);
        start = -1;
      }
    }
    return words;
  }
}
