package dev.freshet.executor.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.graph.Reason;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.Wanted;
import dev.freshet.executor.session.ToyProgram.Op;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Another cell starts only if what it and those that compute took before fits into memory. */
final class AdmissionTest {
  private static final long MB = 1L << 20;
  private static final FreeMemory PLENTY = new FreeMemory(9000 * MB, 1000 * MB, Map.of());
  private static final FreeMemory LITTLE = new FreeMemory(999 * MB, 1000 * MB, Map.of());

  private final List<List<Op>> cells =
      List.of(
          List.of(new Op.Make("a", 1)),
          List.of(new Op.Make("b", 1)),
          List.of(new Op.Make("c", 1)),
          List.of(new Op.Make("d", 1)));
  private final Program program = ToyProgram.program(cells, 0, new Random(1));
  private final Simulation simulation = new Simulation(new Random(1), 3);

  AdmissionTest() {
    simulation.edit(cells, program);
  }

  private RunSummary run() {
    simulation.mostAtOnce = 0;
    return simulation.run(Wanted.ALL, Set.of(), true);
  }

  private void learn(long bytes) {
    Map<String, Long> held = new HashMap<>();
    simulation.state.attempts().values().forEach(a -> held.put(a.worker(), bytes));
    simulation.hear(new FreeMemory(9000 * MB, 1000 * MB, held));
  }

  private static boolean waited(RunSummary.CellSummary cell) {
    return cell.reasons().stream().anyMatch(r -> r.kind() == Reason.Kind.MEMORY);
  }

  @Test
  void cellsRunAtOnceWhereThereIsMemory() {
    simulation.hear(PLENTY);
    assertThat(run().cells()).hasSize(4).noneMatch(AdmissionTest::waited);
    assertThat(simulation.mostAtOnce).isEqualTo(3);
  }

  @Test
  void oneAfterTheOtherWhereThereIsNone() {
    simulation.hear(LITTLE);
    RunSummary summary = run();
    assertThat(simulation.mostAtOnce).isEqualTo(1);
    assertThat(summary.cells().stream().filter(AdmissionTest::waited)).hasSize(3);
    assertThat(summary.cells()).allMatch(c -> c.verdict().state() == Verdict.State.RAN);
    assertThat(simulation.state.cramped()).isEmpty();
  }

  @Test
  void whatCellsTookBeforeMustFit() {
    simulation.hear(PLENTY);
    simulation.duringStep = () -> learn(4500 * MB);
    run();
    simulation.duringStep = () -> {};
    simulation.hear(PLENTY);
    run();
    assertThat(simulation.mostAtOnce).isEqualTo(1);
    simulation.hear(new FreeMemory(10_500 * MB, 1000 * MB, Map.of()));
    run();
    assertThat(simulation.mostAtOnce).isEqualTo(2);
  }

  @Test
  void aCellThatIsKeptWaitingSaysWhy() {
    simulation.hear(LITTLE);
    boolean[] said = {false};
    simulation.duringStep =
        () ->
            said[0] |=
                Statuses.of(simulation.state).stream()
                    .anyMatch(s -> s.reasons().contains(Admission.reason()));
    run();
    assertThat(said[0]).isTrue();
  }
}
