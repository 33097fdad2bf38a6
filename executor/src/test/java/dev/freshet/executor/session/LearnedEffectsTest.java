package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.executor.plan.Wanted;
import dev.freshet.executor.session.ToyProgram.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What no text shows is learned from the first run: the next one waits for it, and nothing is
 * withdrawn, neither in the same session nor in another one on the same store.
 */
final class LearnedEffectsTest {
  private static final Op MAKE = new Op.Make("a", 1);

  /** Title, cells. */
  static Stream<Arguments> hidden() {
    return Stream.of(
        Arguments.of(
            "a file",
            List.of(List.of(MAKE), List.of(new Op.Save("f0", "a")), List.of(new Op.Load("f0")))),
        Arguments.of(
            "a name",
            List.of(List.of(MAKE), List.of(new Op.Append("a", 2)), List.of(new Op.Show("a")))),
        Arguments.of(
            "an alias",
            List.of(
                List.of(MAKE),
                List.of(new Op.Alias("b", "a")),
                List.of(new Op.Append("a", 2)),
                List.of(new Op.Show("b")))),
        Arguments.of(
            "ambient state",
            List.of(List.of(MAKE), List.of(new Op.Extend(2)), List.of(new Op.Getenv()))),
        Arguments.of(
            "a generator", List.of(List.of(MAKE), List.of(new Op.Seed(2)), List.of(new Op.Draw()))),
        Arguments.of(
            "process state",
            List.of(List.of(MAKE), List.of(new Op.Patch(2)), List.of(new Op.Peek()))));
  }

  /** The prediction sees nothing but new values. */
  private static boolean isSeen(int cell, Op op) {
    return op instanceof Op.Make;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hidden")
  void isWaitedForFromTheSecondRunOn(String title, List<List<Op>> cells) {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      Simulation simulation = new Simulation(random, 3);
      simulation.edit(cells, ToyProgram.program(cells, LearnedEffectsTest::isSeen));
      simulation.run(Wanted.ALL, Set.of(), false);
      for (int again = 0; again < 2; again++) {
        if (again == 1) {
          simulation.reopen();
        }
        List<List<Op>> edited = new ArrayList<>(cells);
        edited.set(0, List.of(new Op.Make("a", 7 + again)));
        simulation.edit(edited, ToyProgram.program(edited, LearnedEffectsTest::isSeen));
        simulation.settle();
        RunSummary summary = simulation.run(Wanted.ALL, Set.of(), true);
        assertThat(summary.mispredictions()).as(() -> title + "\n" + simulation.last(80)).isEmpty();
      }
    }
  }
}
