package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * CPython's own test files are accepted or refused as by the compiler of their version: of the
 * interpreter at hand, and of every other version between 3.10 and 3.14 that is installed.
 */
final class VerdictTest {
  private static final int EVERY = Integer.getInteger("freshet.verdict.step", 15);

  @Test
  void testFilesAreJudgedAsByCPython() {
    List<String> differences = new ArrayList<>();
    Map<Integer, Integer> files = new TreeMap<>();
    for (String python : CPython.installed()) {
      CPython.ask(
          python,
          "TESTS " + EVERY,
          (version, report) -> {
            files.merge(version, 1, Integer::sum);
            List<SyntaxProblem> problems = Parser.parse(report.get("source").asText()).problems();
            if (problems.isEmpty() != report.get("error").isNull()) {
              differences.add(
                  String.format(
                      "3.%d %s: we say %s, CPython %s",
                      version % 100, report.get("name").asText(), problems, report.get("error")));
            }
          });
    }
    assertThat(differences).isEmpty();
    assertThat(files).isNotEmpty();
    // An interpreter without its tests, as many distributions pack it, has nothing to say.
    files.forEach((version, count) -> assertThat(count).as("3.%d", version % 100).isPositive());
  }
}
