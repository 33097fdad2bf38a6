package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code _}, {@code _N} and {@code Out} are names like others: what changes them is seen below. */
final class ShellResultsTest {
  private final Runs runs;

  ShellResultsTest(@TempDir Path directory) {
    runs = new Runs(directory);
  }

  @Test
  void aResultThatALaterCellChangesIsChangedUnderAllItsNames() throws IOException {
    List<String> cells =
        List.of(
            "[1, 2]", "Out[1].append(3)", "Out[1]", "_1", "_.append(4)", "_1", "print(_ is _1)");
    for (String jobs : List.of("1", "2")) {
      assertThat(runs.run(cells, "--jobs", jobs, "--all").texts())
          .containsExactly("[1, 2]", "", "[1, 2, 3]", "[1, 2, 3]", "", "[1, 2, 3, 4]", "True");
    }
  }
}
