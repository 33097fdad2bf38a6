package dev.freshet.analyzer.checks;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the checks say of one version of a notebook. They look when they are first asked, whatever
 * the thread: a function of what was given, so that threads that ask at once find the same.
 */
public final class Inspection {
  private final Supplier<Result> look;
  private volatile @Nullable Result result;

  /**
   * @param diagnostics in the order of the notebook's cells
   */
  record Result(List<Diagnostic> diagnostics, List<Fault> faults) {
    Result {
      diagnostics = List.copyOf(diagnostics);
      faults = List.copyOf(faults);
    }
  }

  Inspection(Supplier<Result> look) {
    this.look = look;
  }

  /** What is wrong, in the order of the notebook's cells. */
  public List<Diagnostic> diagnostics() {
    return result().diagnostics;
  }

  /** The checks that could not be made. */
  public List<Fault> faults() {
    return result().faults;
  }

  private Result result() {
    Result known = result;
    if (known == null) {
      known = look.get();
      result = known;
    }
    return known;
  }
}
