package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Validity;
import dev.freshet.executor.plan.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Interrupts, deaths of workers and of the zygote, restarts, edits and further requests in the
 * middle of runs, failing cells, partial runs, sessions one after the other on one store: no run
 * hangs, and the run that nothing disturbs shows what a serial run shows.
 */
final class TroubledRunsTest {
  private static final int NOTEBOOKS = Integer.getInteger("freshet.test.notebooks", 60);

  @ParameterizedTest
  @CsvSource({"1,0", "2,30", "3,0", "1,100", "4,100"})
  void whateverHappensTheNextRunIsRight(int jobs, int missing) {
    for (int seed = 0; seed < NOTEBOOKS; seed++) {
      new Story(seed, jobs, missing).tell();
    }
  }

  /** One notebook's troubles. */
  private static final class Story {
    private final Random random;
    private final Simulation simulation;
    private final int missing;
    private final String title;
    private List<List<ToyProgram.Op>> cells;
    private List<String> ids;
    private int nextId;

    Story(int seed, int jobs, int missing) {
      random = new Random(seed * 131L + jobs * 17L + missing);
      simulation = new Simulation(random, jobs);
      this.missing = missing;
      title = "seed " + seed + ", " + jobs + " jobs, " + missing + " % not predicted: ";
      cells = new ArrayList<>(ToyProgram.random(random, 3 + random.nextInt(7)));
      ids = new ArrayList<>(ToyProgram.ids(cells.size()));
      nextId = cells.size();
      simulation.editing = this::edit;
    }

    void tell() {
      show();
      for (int act = 0; act < 4; act++) {
        Wanted[] kinds = {Wanted.ALL, Wanted.CELLS, Wanted.AFFECTED, Wanted.STALE};
        Wanted wanted = kinds[random.nextInt(kinds.length)];
        Set<CellId> some = wanted == Wanted.ALL ? Set.of() : Set.of(anyCell());
        simulation.run(wanted, some, random.nextBoolean(), new Trouble(80));
        if (random.nextInt(3) == 0) {
          simulation.reopen();
          show();
        }
        edit();
      }
      cells = new ArrayList<>(ToyProgram.sound(cells, true));
      show();
      simulation.settle();
      simulation.run(Wanted.ALL, Set.of(), false);
      compare();
    }

    private CellId anyCell() {
      return new CellId(ids.get(random.nextInt(ids.size())));
    }

    private void show() {
      simulation.note("cells " + ids + " " + cells);
      simulation.edit(List.copyOf(cells), ToyProgram.program(ids, cells, missing, random));
    }

    /** Another text, a cell more or less, a copy, two cells in another order. */
    private void edit() {
      int at = random.nextInt(cells.size());
      switch (random.nextInt(6)) {
        case 0 -> insert(at, ToyProgram.cell(random));
        case 1 -> insert(at, cells.get(random.nextInt(cells.size())));
        case 2 -> {
          if (cells.size() > 2) {
            cells.remove(at);
            ids.remove(at);
          }
        }
        case 3 -> {
          int other = random.nextInt(cells.size());
          java.util.Collections.swap(cells, at, other);
          java.util.Collections.swap(ids, at, other);
        }
        default -> cells.set(at, ToyProgram.cell(random));
      }
      show();
    }

    private void insert(int at, List<ToyProgram.Op> cell) {
      cells.add(at, cell);
      ids.add(at, "c" + nextId++);
    }

    private void compare() {
      ToyNamespace serial = new ToyNamespace();
      List<CellStatus> statuses = Statuses.of(simulation.state);
      List<List<String>> truth =
          cells.stream().map(c -> serial.runSerially(c).orElseThrow()).toList();
      List<List<String>> shown = ids.stream().map(this::shown).toList();
      assertThat(shown).as(this::situation).isEqualTo(truth);
      assertThat(IntStream.range(0, ids.size()).mapToObj(i -> statuses.get(i).validity()))
          .as(() -> statuses + situation())
          .containsOnly(Validity.CURRENT);
      assertThat(simulation.disk)
          .as(() -> "files, " + situation())
          .containsAllEntriesOf(serial.disk);
    }

    private String situation() {
      return title + cells + "\n" + simulation.last(150);
    }

    private List<String> shown(String id) {
      Execution last = simulation.state.results().get(new CellId(id));
      return last == null ? List.of("nothing") : last.outputs();
    }
  }
}
