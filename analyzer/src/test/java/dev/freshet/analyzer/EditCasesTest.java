package dev.freshet.analyzer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Small notebooks, one edit each, and whether a later cell's output changes. Beside our own, those
 * of the file named by FRESHET_CASES.
 */
final class EditCasesTest {
  @TestFactory
  Stream<DynamicTest> own() throws IOException {
    try (InputStream in = EditCasesTest.class.getResourceAsStream("/edits/cases.json")) {
      return tests(new JsonMapper().readTree(Objects.requireNonNull(in)));
    }
  }

  /**
   * Cases whose truth was found by running both versions in IPython: {@code changes} lists the
   * cells of the new version, other than edited ones, whose output or values differ, {@code
   * unchanged} those that must not be affected. A cell of {@code after} goes by its number before,
   * or is "new".
   */
  @TestFactory
  Stream<DynamicTest> probed() throws IOException {
    try (InputStream in = EditCasesTest.class.getResourceAsStream("/edits/probed.json")) {
      List<DynamicTest> tests = new ArrayList<>();
      for (JsonNode each : new JsonMapper().readTree(Objects.requireNonNull(in))) {
        tests.add(DynamicTest.dynamicTest(each.get("id").asText(), () -> checkCells(each)));
      }
      return tests.stream();
    }
  }

  private static void checkCells(JsonNode each) {
    List<AffectedCell> cells = Affected.between(analysis(sources(each)), after(each));
    for (JsonNode cell : each.get("changes")) {
      assertThat(cells.get(cell.asInt()).affected()).as("cell %s changes", cell).isTrue();
    }
    for (JsonNode cell : each.get("unchanged")) {
      assertThat(cells.get(cell.asInt()).affected()).as("cell %s is unchanged", cell).isFalse();
    }
  }

  private static Analysis after(JsonNode each) {
    if (each.has("edit")) {
      return analysis(edited(each));
    }
    List<Cell> cells = new ArrayList<>();
    each.get("after")
        .forEach(c -> cells.add(Cell.code("c" + c.get(0).asText(), c.get(1).asText())));
    return new AnalysisHost().apply(Notebook.python(cells), AnalysisInputs.none());
  }

  @Test
  void theCasesOfTheEnvironmentHold() throws IOException {
    String path = System.getenv("FRESHET_CASES");
    if (path != null) {
      JsonNode cases = new JsonMapper().readTree(Path.of(path).toFile());
      List<String> missed = new ArrayList<>();
      List<String> needless = new ArrayList<>();
      for (JsonNode each : cases) {
        boolean changes = each.get("consumer_changes").asBoolean();
        if (affected(each) != changes) {
          (changes ? missed : needless).add(each.get("id").asText());
        }
      }
      assertThat(missed).as("missed").isEmpty();
      // Whether two expressions are equal is for the run to find out.
      assertThat(needless).as("needlessly affected").isSubsetOf("equal-value");
    }
  }

  private static Stream<DynamicTest> tests(JsonNode cases) {
    List<DynamicTest> tests = new ArrayList<>();
    for (JsonNode each : cases) {
      tests.add(DynamicTest.dynamicTest(each.get("id").asText(), () -> check(each)));
    }
    return tests.stream();
  }

  private static void check(JsonNode each) {
    assertThat(affected(each)).isEqualTo(each.get("consumer_changes").asBoolean());
    Analysis same = analysis(sources(each));
    assertThat(Affected.between(same, analysis(sources(each)))).noneMatch(AffectedCell::affected);
  }

  private static boolean affected(JsonNode each) {
    List<AffectedCell> cells = Affected.between(analysis(sources(each)), analysis(edited(each)));
    return cells.get(each.get("consumer").asInt()).affected();
  }

  private static List<String> edited(JsonNode each) {
    List<String> after = sources(each);
    JsonNode edit = each.get("edit");
    after.set(edit.get("cell").asInt(), edit.get("source").asText());
    return after;
  }

  private static List<String> sources(JsonNode each) {
    List<String> sources = new ArrayList<>();
    each.get("cells").forEach(cell -> sources.add(cell.asText()));
    return sources;
  }

  private static Analysis analysis(List<String> sources) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      cells.add(Cell.code("c" + i, sources.get(i)));
    }
    return new AnalysisHost().apply(Notebook.python(cells), AnalysisInputs.none());
  }
}
