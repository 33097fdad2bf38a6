package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Validity;
import dev.freshet.executor.plan.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever the schedule, the number of jobs and the mistakes of the prediction: every cell shows
 * what it shows when the cells run one after the other (ARCHITECTURE.md, invariant 8).
 */
final class RandomSchedulesTest {
  private static final int NOTEBOOKS = Integer.getInteger("freshet.test.notebooks", 60);

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "3,30", "1,30", "4,100", "1,100"})
  void everyScheduleShowsWhatASerialRunShows(int jobs, int missing) {
    for (int seed = 0; seed < NOTEBOOKS; seed++) {
      Random random = new Random(seed * 31L + jobs * 7L + missing);
      List<List<ToyProgram.Op>> cells =
          ToyProgram.sound(ToyProgram.random(random, 3 + random.nextInt(8)));
      Simulation simulation = new Simulation(random, jobs);
      simulation.note("seed " + seed + " " + cells);
      simulation.edit(cells, ToyProgram.program(cells, missing, random));
      String situation = "seed " + seed + " " + cells;
      Map<String, String> before = Map.of();
      simulation.run(Wanted.ALL, Set.of(), false);
      compare(simulation, before, cells, "seed " + seed + " first run of " + cells);

      if (!feedsBack(cells)) {
        simulation.run(Wanted.ALL, Set.of(), false);
        assertThat(simulation.executions)
            .as(() -> situation + ": a second run executes nothing\n" + simulation.last(40))
            .isZero();
      }

      for (int edit = 0; edit < 3; edit++) {
        cells = edited(cells, random);
        simulation.note("edit " + edit + " " + cells);
        simulation.edit(cells, ToyProgram.program(cells, missing, random));
        before = Map.copyOf(simulation.disk);
        simulation.run(Wanted.ALL, Set.of(), false);
        compare(simulation, before, cells, "seed " + seed + " after edit " + edit + " " + cells);
      }
      CellId one = new CellId("c" + random.nextInt(cells.size()));
      simulation.run(Wanted.CELLS, Set.of(one), true);
      before = Map.copyOf(simulation.disk);
      simulation.run(Wanted.ALL, Set.of(), false);
      compare(simulation, before, cells, "seed " + seed + " after rerunning " + one + " " + cells);
    }
  }

  private static List<List<ToyProgram.Op>> edited(List<List<ToyProgram.Op>> cells, Random random) {
    List<List<ToyProgram.Op>> now = new ArrayList<>(cells);
    now.set(random.nextInt(now.size()), ToyProgram.cell(random));
    return ToyProgram.sound(now);
  }

  private static boolean feedsBack(List<List<ToyProgram.Op>> cells) {
    ToyNamespace serial = new ToyNamespace();
    cells.forEach(serial::runSerially);
    return serial.feedsBack();
  }

  /** {@code disk}: contents by file when the run began. */
  private static void compare(
      Simulation simulation,
      Map<String, String> disk,
      List<List<ToyProgram.Op>> cells,
      String situation) {
    boolean feedsBack = feedsBack(cells);
    ToyNamespace serial = new ToyNamespace();
    serial.disk.putAll(disk);
    List<CellStatus> statuses = Statuses.of(simulation.state);
    for (int i = 0; i < cells.size(); i++) {
      List<String> truth = serial.runSerially(cells.get(i)).orElseThrow();
      Execution shown = simulation.state.results().get(new CellId("c" + i));
      assertThat(shown == null ? null : shown.outputs())
          .as("%s, cell %s", situation, i)
          .isEqualTo(truth);
      assertThat(statuses.get(i).validity())
          .as(() -> situation + statuses + "; before it:\n" + simulation.last(60))
          .matches(v -> v == Validity.CURRENT || (feedsBack && v == Validity.STALE));
    }
    if (!feedsBack) {
      assertThat(simulation.disk).as(situation + ", files").containsAllEntriesOf(serial.disk);
    }
  }
}
