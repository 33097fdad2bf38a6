package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Cells that each take a part of one object, under one name: they are independent of each other.
 */
final class AliasesTest {
  private final Runs runs;

  AliasesTest(@TempDir Path directory) {
    runs = new Runs(directory);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows[%d]", "{'row': rows[%d]}", "[rows[%d], rows]"})
  void aPartThatIsTakenAnewWithdrawsNobody(String part) throws IOException {
    List<String> cells = new ArrayList<>(List.of("rows = [[n] * 3 for n in range(6)]"));
    for (int i = 0; i < 6; i++) {
      cells.add("part = " + part.formatted(i) + "\nsize_" + i + " = len(part)\nlen(part)");
    }
    cells.add("rows[5].append(7)\nprint(part)");
    for (int seen = 0; seen < 2; seen++) {
      Runs.Outcome outcome = runs.run(cells, "--jobs", "3", "--all");
      assertThat(outcome.report().get("mispredictions")).isEmpty();
      assertThat(outcome.report().get("cells"))
          .allMatch(cell -> cell.get("unpredicted").isEmpty(), "without surprise");
      assertThat(outcome.texts().get(7))
          .isEqualTo(
              switch (part) {
                case "rows[%d]" -> "[5, 5, 5, 7]";
                case "{'row': rows[%d]}" -> "{'row': [5, 5, 5, 7]}";
                default ->
                    "[[5, 5, 5, 7], [[0, 0, 0], [1, 1, 1], [2, 2, 2], [3, 3, 3], [4, 4, 4],"
                        + " [5, 5, 5, 7]]]";
              });
    }
  }
}
