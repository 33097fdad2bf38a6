package dev.freshet.executor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.executor.session.FreeMemory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of memory, and when. */
final class MemoryNewsTest {
  private static final long MIB = 1L << 20;
  private static final Machine PLENTY = new Machine(8000 * MIB, 7000 * MIB);

  private final List<FreeMemory> told = new ArrayList<>();
  private final MemoryNews news = new MemoryNews(told::add);

  private void look(long available, long first, long second, String... busy) {
    Map<String, Long> holds = Map.of("w1", first * MIB, "w2", second * MIB);
    news.look(new Machine(8000 * MIB, available * MIB), holds, Set.of(busy));
  }

  @Test
  void nothingWhileThereIsPlentyAndCellsTakeLittle() {
    look(7000, 100, 100);
    look(6000, 160, 100, "w1");
    look(5000, 160, 160, "w1", "w2");
    assertThat(told).isEmpty();
  }

  @Test
  void whatACellTookSinceItBegan() {
    look(7000, 100, 100);
    look(7000, 300, 100, "w1");
    look(7000, 340, 100, "w1");
    look(7000, 1300, 100, "w1");
    assertThat(told)
        .containsExactly(
            PLENTY.free(Map.of("w1", 200 * MIB)), PLENTY.free(Map.of("w1", 1200 * MIB)));
  }

  @Test
  void whatAWorkerKeptOfAnEarlierCellDoesNotCount() {
    look(7000, 100, 100, "w1");
    look(7000, 2100, 100);
    told.clear();
    look(7000, 2150, 100, "w1");
    assertThat(told).isEmpty();
  }

  @Test
  void memoryThatRunsShortAndThatComesBack() {
    look(3000, 0, 0, "w1");
    look(2900, 0, 0, "w1");
    look(2700, 0, 0, "w1");
    look(7000, 0, 0, "w1");
    assertThat(told.stream().map(m -> m.available() / MIB)).containsExactly(3000L, 2700L, 7000L);
    assertThat(told.get(0).reserve()).isEqualTo(640 * MIB);
  }
}
