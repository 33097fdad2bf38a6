package dev.freshet.analyzer.spec;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The analyzer's fences: a section is about files or about what cells do, as its first one says.
 */
final class AnalyzerSteps implements SpecSteps {
  private static final Set<String> FILES = Set.of("ipynb", "script");

  private @Nullable SpecSteps steps;

  @Override
  public Optional<String> perform(SpecFence fence) {
    if (steps == null) {
      steps = FILES.contains(fence.kind()) ? new NotebookSteps() : new AnalysisSteps();
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
