package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run says of cells whose result, or whose effects, cannot be told from their text. */
final class LabelledCellsTest {
  private final Runs runs;

  LabelledCellsTest(@TempDir Path directory) {
    runs = new Runs(directory);
  }

  private static List<String> impure(Runs.Outcome outcome, int cell) {
    JsonNode labels = outcome.report().get("cells").get(cell).get("impure");
    return StreamSupport.stream(labels.spliterator(), false).map(JsonNode::asText).toList();
  }

  @Test
  void anImpureResultIsReplayedUnderItsNameOrRunAgain() throws IOException {
    List<String> cells =
        List.of(
            "import time\nnow = time.perf_counter_ns()\nprint(now)",
            "import random\nprint(random.random())",
            "import random\nrandom.seed(3)\nprint(random.random())",
            "import subprocess\nprint(subprocess.run(['echo', 'x']).returncode)",
            "print('pure')");
    Runs.Outcome first = runs.run(cells);
    assertThat(impure(first, 0)).containsExactly("clock");
    assertThat(impure(first, 1)).containsExactly("randomness");
    assertThat(impure(first, 2)).isEmpty();
    assertThat(impure(first, 3)).containsExactly("subprocess");
    assertThat(impure(first, 4)).isEmpty();
    Runs.Outcome replayed = runs.run(cells);
    assertThat(replayed.states()).containsOnly("restored");
    assertThat(replayed.texts()).isEqualTo(first.texts());
    assertThat(impure(replayed, 0)).containsExactly("clock");
    Runs.Outcome again = runs.run(cells, "--impure", "rerun");
    assertThat(again.states()).containsExactly("ran", "ran", "restored", "ran", "restored");
    assertThat(again.texts().get(0)).isNotEqualTo(first.texts().get(0));
  }

  @Test
  void anEffectThatNobodyPredictedIsSaidAndCountedOnFromThenOn() throws IOException {
    List<String> cells =
        List.of(
            "cfg = {'a': 1}",
            "import ctypes\nctypes.cast(id(cfg), ctypes.py_object).value.update(b=2)",
            "print(cfg)");
    Runs.Outcome first = runs.run(cells, "--jobs", "2");
    assertThat(first.texts().get(2)).isEqualTo("{'a': 1, 'b': 2}");
    JsonNode unpredicted = first.report().get("cells").get(1).get("unpredicted");
    assertThat(unpredicted.toString()).isEqualTo("[{\"effect\":\"write\",\"name\":\"cfg\"}]");
    Runs.Outcome second = runs.run(cells, "--jobs", "2", "--all");
    assertThat(second.texts()).isEqualTo(first.texts());
    assertThat(second.report().get("mispredictions")).isEmpty();
    assertThat(second.report().get("cells").findValuesAsText("attempts")).containsOnly("1");
    assertThat(second.report().get("cells").get(1).get("unpredicted")).isEqualTo(unpredicted);
  }
}
