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

/**
 * An alias that nobody predicted appears between a value and its readers, as a view of an array
 * does: who only looked at the value keeps its result, who changes the object sees all its names.
 */
final class HiddenAliasTest {
  private static final Op MAKE = new Op.Make("a", 1);
  private static final Op ALIAS = new Op.Alias("b", "a");

  @Test
  void aReaderOfTheValueIsNotWithdrawn() {
    for (int seed = 0; seed < 100; seed++) {
      Simulation simulation = run(seed, List.of(new Op.Show("a")));
      assertThat(simulation.finished.orElseThrow().mispredictions())
          .as("seed %s", seed)
          .noneMatch(m -> m.cell() == 2);
    }
  }

  /** Each of the cells gives the name `b` to the object anew: none depends on the one before. */
  @Test
  void namesThatAreGivenToOneObjectInTurnAreIndependent() {
    List<Op> part = List.of(ALIAS, new Op.Show("b"));
    List<List<Op>> cells = List.of(List.of(MAKE), part, part, part, List.of(new Op.Show("a")));
    for (int seed = 0; seed < 100; seed++) {
      Simulation simulation = new Simulation(new Random(seed), 3);
      simulation.edit(cells, ToyProgram.program(cells, (cell, op) -> true));
      simulation.run(Wanted.ALL, Set.of(), false);
      assertThat(simulation.finished.orElseThrow().mispredictions()).as("seed %s", seed).isEmpty();
      assertThat(shown(simulation, 3)).containsExactly("b = [1]");
    }
  }

  @Test
  void whoeverChangesTheObjectChangesItForTheAliasToo() {
    for (int seed = 0; seed < 100; seed++) {
      Simulation simulation = run(seed, List.of(new Op.Append("a", 2)));
      assertThat(shown(simulation, 3)).as("seed %s", seed).containsExactly("b = [1, 2]");
    }
  }

  @Test
  void aReferenceThatWasHandedOnIsTheSameObjectAsTheAlias() {
    for (int seed = 0; seed < 100; seed++) {
      Simulation simulation = run(seed, List.of(new Op.Alias("c", "b"), new Op.Append("c", 3)));
      assertThat(shown(simulation, 3)).as("seed %s", seed).containsExactly("b = [1, 3]");
    }
  }

  /** A value, a hidden alias of it, the given cell, and a reader of the alias. */
  private static Simulation run(int seed, List<Op> third) {
    List<List<Op>> cells = List.of(List.of(MAKE), List.of(ALIAS), third, List.of(new Op.Show("b")));
    Simulation simulation = new Simulation(new Random(seed), 3);
    simulation.edit(cells, ToyProgram.program(cells, (cell, op) -> !op.equals(ALIAS)));
    simulation.run(Wanted.ALL, Set.of(), false);
    return simulation;
  }

  private static List<String> shown(Simulation simulation, int cell) {
    Execution last = simulation.state.results().get(new CellId("c" + cell));
    return Objects.requireNonNull(last).outputs();
  }
}
