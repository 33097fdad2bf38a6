package dev.freshet.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.server.corpus.CorpusEntry;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of the turns of a corpus: (nbclient, ours cold, ours warm) in milliseconds. */
final class CorpusTimesTest {
  private static final CorpusEntry SHORT = new CorpusEntry("g/short.ipynb", "");
  private static final CorpusEntry LONG = new CorpusEntry("g/long.ipynb", "");
  private static final CorpusEntry SLOW = new CorpusEntry("g/slow.ipynb", "");
  private final CorpusTimes times = new CorpusTimes("corpus.run", List.of(SHORT, LONG, SLOW));

  private void add(CorpusEntry entry, double peer, double cold, double warm) {
    times.add(entry, peer, new CorpusTimes.Ours(cold, warm));
  }

  private BenchResult line(String name) throws IOException {
    return times.measured().lines().stream().filter(l -> l.name().equals(name)).findFirst().get();
  }

  @Test
  void sumsAreOfTheMinimaOfEachNotebook() throws IOException {
    add(LONG, 4000, 2500, 300);
    add(SLOW, 3000, 3000, 200);
    add(LONG, 5000, 2000, 400);
    add(SLOW, 2500, 4000, 100);
    assertThat(line("corpus.run").ours().min()).isEqualTo(2000 + 3000);
    assertThat(line("corpus.run").ratio()).isEqualTo(6500.0 / 5000);
    assertThat(line("corpus.run.warm").ratio()).isEqualTo(6500.0 / 400);
  }

  @Test
  void theWorstIsOneThatTakesTwoSecondsAndIsNamed() throws IOException {
    add(SHORT, 1999, 9000, 100);
    add(LONG, 4000, 2000, 100);
    add(SLOW, 2000, 2500, 100);
    assertThat(line("corpus.run.worst").ratio()).isEqualTo(0.8);
    assertThat(times.measured().notes()).contains("worst is g/slow.ipynb");
  }

  @Test
  void whatOneSideCannotRunCountsOnNeither() throws IOException {
    add(LONG, 4000, 2000, 100);
    add(SLOW, 3000, 1000, 100);
    times.leaveOut(SLOW, new IOException("a cell failed\nat length"));
    assertThat(times.isLeftOut(SLOW)).isTrue();
    assertThat(line("corpus.run").ratio()).isEqualTo(2);
    assertThat(times.measured().notes())
        .contains("1 of 3 notebooks, 2 turns", "g/slow.ipynb was left out: a cell failed");
  }

  @Test
  void aCorpusOfWhichNothingRanIsAnError() {
    times.leaveOut(LONG, new IOException("no nbclient"));
    assertThatThrownBy(times::measured)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("g/long.ipynb was left out: no nbclient");
  }
}
