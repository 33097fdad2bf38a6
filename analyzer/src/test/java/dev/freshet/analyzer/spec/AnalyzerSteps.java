package dev.freshet.analyzer.spec;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The analyzer's fences: those about files, in sections that begin with a file. */
final class AnalyzerSteps implements SpecSteps {
  private static final Set<String> FILES = Set.of("ipynb", "script");

  private @Nullable SpecSteps steps;

  @Override
  public Optional<String> perform(SpecFence fence) {
    if (FILES.contains(fence.kind()) && steps == null) {
      steps = new NotebookSteps();
    }
    if (steps == null) {
      throw fence.unknown();
    }
    return steps.perform(fence);
  }

  @Override
  public void finish() {
    if (steps != null) {
      steps.finish();
    }
  }
}
