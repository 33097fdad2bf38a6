package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Small notebooks that a plain kernel runs otherwise than processes side by side would. */
final class TrapsTest {
  @TempDir private Path directory = Path.of("");

  private record Trap(String name, List<String> cells, List<String> texts) {}

  @TestFactory
  Stream<DynamicTest> lookAsInOneProcess() throws IOException {
    List<Trap> traps;
    try (InputStream in = TrapsTest.class.getResourceAsStream("/promise/traps.json")) {
      traps = JsonMapper.builder().build().readValue(in, new TypeReference<List<Trap>>() {});
    }
    assertThat(traps).isNotEmpty();
    return traps.stream().map(trap -> DynamicTest.dynamicTest(trap.name(), () -> check(trap)));
  }

  private void check(Trap trap) throws IOException {
    Path own = Files.createTempDirectory(directory, "trap");
    Runs runs = new Runs(own);
    assertThat(runs.run(trap.cells(), "--jobs", "2").texts()).isEqualTo(trap.texts());
    assertThat(runs.run(trap.cells(), "--jobs", "1", "--all").texts()).isEqualTo(trap.texts());
  }

  @Test
  void cellsThatChangePlacesGiveWhatTheirNewPlacesSay() throws IOException {
    Runs runs = new Runs(directory);
    String one = "x = 1";
    String two = "x = 2";
    String show = "print(x)";
    assertThat(runs.run(List.of(one, two, show)).texts()).containsExactly("", "", "2");
    assertThat(runs.run(List.of(two, one, show)).texts()).containsExactly("", "", "1");
    assertThat(runs.run(List.of(one, show, two)).texts()).containsExactly("", "1", "");
    Runs.Outcome back = runs.run(List.of(one, two, show));
    assertThat(back.texts()).containsExactly("", "", "2");
    assertThat(back.states()).doesNotContain("ran");
  }
}
