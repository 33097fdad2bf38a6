package dev.freshet.analyzer.checks;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * {@code test-data-leak}: rows of the test part take part in fitting, so that the score on them
 * says more than is true. Followed are names, parts and calls, cell by cell; the body of a function
 * is looked at by itself.
 */
final class TestDataLeaks implements Check {
  private static final List<String> WORDS = List.of("fit", "fit_transform", "fit_resample");

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    boolean fits =
        checked.notes().stream()
            .flatMap(Optional::stream)
            .anyMatch(notes -> WORDS.stream().anyMatch(notes.words()::containsKey));
    if (!fits) {
      return;
    }
    LeakWalk walk = new LeakWalk();
    for (int cell = 0; cell < checked.notes().size(); cell++) {
      Optional<CellNotes> notes = checked.notes().get(cell);
      if (notes.isPresent()) {
        walk.cell(cell, notes.get().steps());
      }
    }
    walk.found().forEach(report);
  }
}
