package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * The standard library has the same nodes, names and ranges for us as for CPython's {@code ast}.
 */
final class CPythonParityTest {
  private static final int EVERY = Integer.getInteger("freshet.parity.step", 5);

  @Test
  void sameNodesAsCPython() {
    List<String> differences = new ArrayList<>();
    int[] nodes = {0};
    CPython.ask(
        "STDLIB " + EVERY,
        (version, report) -> {
          if (report.get("error").isNull()) {
            nodes[0] += report.get("nodes").size();
            compare(version, report, differences);
          }
        });
    assertThat(differences).isEmpty();
    assertThat(nodes[0]).isGreaterThan(10_000);
  }

  private static void compare(int version, JsonNode report, List<String> differences) {
    String name = report.get("name").asText();
    Parsed parsed = Parser.parse(report.get("source").asText());
    parsed.problems().forEach(p -> differences.add(name + ": " + p));
    Set<String> theirs = new HashSet<>();
    report.get("nodes").forEach(node -> theirs.add(node.asText()));
    Set<String> ours = new HashSet<>(TreeDump.of(parsed.tree(), version >= 312));
    theirs.stream()
        .filter(n -> !ours.contains(n))
        .limit(5)
        .forEach(n -> differences.add(name + ": missing " + n));
    ours.stream()
        .filter(n -> !theirs.contains(n))
        .limit(5)
        .forEach(n -> differences.add(name + ": extra " + n));
  }
}
