package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Wanted;
import dev.freshet.executor.session.ToyProgram.Op;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A folder that is listed while an earlier cell, which writes there unannounced, is not done. */
final class EarlyListingTest {
  private static final List<List<Op>> CELLS =
      List.of(
          List.of(new Op.Make("a", 1)),
          List.of(new Op.Save("f0", "a")),
          List.of(new Op.Listing()),
          List.of(new Op.Save("f1", "a")),
          List.of(new Op.Listing()));

  @Test
  void showsWhatTheEarlierCellsLeft() {
    boolean wasEarly = false;
    for (int seed = 0; seed < 60; seed++) {
      Simulation simulation = new Simulation(new Random(seed), 3);
      simulation.edit(CELLS, ToyProgram.program(CELLS, (cell, op) -> op instanceof Op.Make));
      RunSummary summary = simulation.run(Wanted.ALL, Set.of(), false);
      wasEarly |= !summary.mispredictions().isEmpty();
      assertThat(shown(simulation, 2))
          .as("%s", seed + simulation.last(60))
          .containsExactly("files [f0]");
      assertThat(shown(simulation, 4)).as("seed %s", seed).containsExactly("files [f0, f1]");
    }
    assertThat(wasEarly).as("some schedule lists too early").isTrue();
  }

  private static List<String> shown(Simulation simulation, int cell) {
    Execution last = simulation.state.results().get(new CellId("c" + cell));
    return Objects.requireNonNull(last).outputs();
  }
}
