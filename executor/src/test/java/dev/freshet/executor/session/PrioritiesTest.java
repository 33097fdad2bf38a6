package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.executor.plan.Wanted;
import dev.freshet.executor.session.ToyProgram.Op;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cells on which more depends start before cells that nobody waits for. */
final class PrioritiesTest {
  @Test
  void theLongestChainGoesFirst() {
    List<List<Op>> cells =
        List.of(
            List.of(new Op.Make("e", 1)),
            List.of(new Op.Make("d", 1)),
            List.of(new Op.Make("a", 1)),
            List.of(new Op.Add("b", "a", "a")),
            List.of(new Op.Add("c", "b", "b")));
    assertThat(order(cells, 2).subList(0, 2)).as("the first of two").contains(2);
  }

  /** Nothing is gained by another order, and what no text shows would be found out too late. */
  @Test
  void oneAtATimeTheyGoInNotebookOrder() {
    List<List<Op>> cells =
        List.of(
            List.of(new Op.Make("e", 1)),
            List.of(new Op.Make("a", 1)),
            List.of(new Op.Add("b", "a", "a")));
    assertThat(order(cells, 1)).containsExactly(0, 1, 2);
  }

  private static List<Integer> order(List<List<Op>> cells, int jobs) {
    Simulation simulation = new Simulation(new Random(1), jobs);
    simulation.edit(cells, ToyProgram.program(cells, 0, new Random(1)));
    simulation.run(Wanted.ALL, Set.of(), false); // all that is asked of the store is answered
    simulation.run(Wanted.ALL, Set.of(), true);
    return simulation.started;
  }
}
