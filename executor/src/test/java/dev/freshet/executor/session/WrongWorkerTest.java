package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.executor.plan.Wanted;
import dev.freshet.executor.session.ToyProgram.Op;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A worker whose observation contradicts its position each time: its run ends all the same. */
final class WrongWorkerTest {
  private static final List<List<Op>> CELLS =
      List.of(List.of(new Op.Make("a", 1)), List.of(new Op.Deny("a")), List.of(new Op.Show("a")));

  @Test
  void isNotAskedForever() {
    for (int seed = 0; seed < 20; seed++) {
      Simulation simulation = new Simulation(new Random(seed), 2);
      simulation.edit(CELLS, ToyProgram.program(CELLS, (cell, op) -> true));
      RunSummary summary = simulation.run(Wanted.ALL, Set.of(), false);
      assertThat(summary.mispredictions())
          .as("seed %s", seed)
          .hasSizeBetween(1, 2 * Commits.CONTRADICTIONS);
    }
  }
}
