package dev.freshet.analyzer.checks;

import java.util.function.Consumer;

/** One kind of finding. */
@FunctionalInterface
interface Check {
  /** Reports what it finds. */
  void check(Checked checked, Consumer<Diagnostic> report);
}
