package dev.freshet.analyzer.checks;

import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** One kind of finding. */
@FunctionalInterface
public interface Check {
  /** All checks there are. */
  List<Check> ALL =
      List.of(new SyntaxErrors(), new UndefinedNames(), new FileFeedback(), new OpenWorlds());

  /** Reports what it finds. */
  void check(Checked checked, Consumer<Diagnostic> report);

  /** Runs all checks; findings come in the order of the notebook. */
  static List<Diagnostic> all(Checked checked) {
    java.util.ArrayList<Diagnostic> found = new java.util.ArrayList<>();
    ALL.forEach(check -> check.check(checked, found::add));
    found.sort(Comparator.comparingInt(Diagnostic::cell).thenComparingInt(d -> d.range().start()));
    return List.copyOf(found);
  }
}
