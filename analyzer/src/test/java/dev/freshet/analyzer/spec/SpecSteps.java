package dev.freshet.analyzer.spec;

import java.util.Optional;

/** What the fences of one section do, one after the other; each section gets steps of its own. */
public interface SpecSteps {
  /**
   * Performs a step. What cannot be done as the document says fails with an {@link AssertionError};
   * so does an {@linkplain SpecFence#unknown() unknown fence}.
   *
   * @return for an expectation, what its fence should hold: lines, each ending in {@code \n}
   */
  Optional<String> perform(SpecFence fence);

  /** Called after the last step; fails when something was left unchecked, such as a mark. */
  default void finish() {}
}
