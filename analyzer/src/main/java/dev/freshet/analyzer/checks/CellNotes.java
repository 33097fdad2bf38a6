package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.NewSyntax;
import dev.freshet.analyzer.syntax.NewSyntaxFinder;
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
 * @param repeats what of it surely does something else the second time
 * @param newer the syntax in it that not every Python 3 knows
 * @param faults the checks of this text that failed
 */
record CellNotes(
    Map<String, Integer> words,
    List<Diagnostic> found,
    List<DataStep> steps,
    List<Repeat.At> repeats,
    List<NewSyntax> newer,
    List<Fault> faults) {
  private static final List<Named> CHECKS =
      List.of(
          new Named(Rule.SYNTAX_ERROR, new SyntaxErrors()),
          new Named(Rule.EXPOSED_SECRET, new SourceSecrets()));

  /** A check and what it looks for. */
  record Named(Rule rule, CellCheck check) {}

  CellNotes {
    words = Map.copyOf(words);
    found = List.copyOf(found);
    steps = List.copyOf(steps);
    repeats = List.copyOf(repeats);
    newer = List.copyOf(newer);
    faults = List.copyOf(faults);
  }

  static CellNotes of(String source, CellFacts facts) {
    return of(source, facts, CHECKS);
  }

  static CellNotes of(String source, CellFacts facts, List<Named> checks) {
    List<Diagnostic> found = new ArrayList<>();
    List<Fault> faults = new ArrayList<>();
    for (Named named : checks) {
      Checks.attempt(named.rule, () -> named.check.check(source, facts, found::add), faults);
    }
    List<DataStep> steps = new ArrayList<>();
    Checks.attempt(
        Rule.TEST_DATA_LEAK, () -> steps.addAll(DataStep.of(facts.statements())), faults);
    List<Repeat.At> repeats = new ArrayList<>();
    Checks.attempt(
        Rule.NON_IDEMPOTENT, () -> repeats.addAll(Repeat.in(facts.statements(), source)), faults);
    List<NewSyntax> newer = new ArrayList<>();
    Checks.attempt(
        Rule.SYNTAX_ERROR,
        () -> newer.addAll(NewSyntaxFinder.in(source, facts.statements())),
        faults);
    return new CellNotes(words(source), found, steps, repeats, newer, faults);
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
