package dev.freshet.server.cli;

import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.Place;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The result of a check as SARIF 2.1.0 (OASIS): regions in the file, the cell as logical location.
 */
final class Sarif {
  private Sarif() {}

  static Map<String, Object> of(List<Checked> checked) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (Checked notebook : checked) {
      NotebookInput input = notebook.input();
      if (input != null) {
        notebook.diagnostics().forEach(d -> results.add(result(notebook.path(), input, d)));
      }
    }
    List<Map<String, String>> rules =
        checked.stream()
            .flatMap(c -> c.diagnostics().stream())
            .map(Diagnostic::code)
            .distinct()
            .sorted()
            .map(code -> Map.of("id", code))
            .toList();
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "freshet");
    driver.put("version", Version.text());
    driver.put("rules", rules);
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    document.put("version", "2.1.0");
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", results);
    document.put("runs", List.of(run));
    return document;
  }

  private static Map<String, Object> result(
      String path, NotebookInput input, Diagnostic diagnostic) {
    int cell = diagnostic.cell();
    String id = input.notebook().cell(cell).id().value();
    Map<String, Object> location = new LinkedHashMap<>();
    location.put(
        "physicalLocation",
        Map.of(
            "artifactLocation", Map.of("uri", path.replace('\\', '/').replace(" ", "%20")),
            "region", Map.of("startLine", line(input, diagnostic))));
    location.put(
        "logicalLocations",
        List.of(Map.of("name", id, "fullyQualifiedName", "cell " + cell, "kind", "member")));
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", diagnostic.code());
    result.put("level", level(diagnostic));
    result.put("message", Map.of("text", diagnostic.message()));
    result.put("locations", List.of(location));
    result.put("partialFingerprints", Map.of("cellAndCode/v1", id + ":" + diagnostic.code()));
    return result;
  }

  private static int line(NotebookInput input, Diagnostic diagnostic) {
    Place place = new Place(input.notebook().cell(diagnostic.cell()).source());
    return input.firstLine(diagnostic.cell()) + place.line(diagnostic.range().start()) - 1;
  }

  private static String level(Diagnostic diagnostic) {
    return switch (diagnostic.severity()) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO, HINT -> "note";
    };
  }
}
