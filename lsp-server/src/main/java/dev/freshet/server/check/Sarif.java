package dev.freshet.server.check;

import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Diagnostic.Fix;
import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.checks.Rule;
import dev.freshet.analyzer.checks.Severity;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.server.files.NotebookInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The result of a check as SARIF 2.1.0 (OASIS): rules, results with their places in the file and
 * the cell as logical location, what a comment suppresses, and what a baseline holds.
 */
public final class Sarif {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
  private static final List<Rule> RULES = List.of(Rule.values());
  private static final String ROOT = "%SRCROOT%";

  private final String version;
  private final Path root;
  private final boolean compared;

  /**
   * @param version of Freshet
   * @param root the directory that the places are relative to
   * @param compared whether there is a baseline
   */
  public Sarif(String version, Path root, boolean compared) {
    this.version = version;
    this.root = root.toAbsolutePath().normalize();
    this.compared = compared;
  }

  /** The document. */
  public Map<String, Object> of(List<Checked> checked) {
    List<Map<String, Object>> results = new ArrayList<>();
    List<Map<String, Object>> unread = new ArrayList<>();
    for (Checked notebook : checked) {
      if (notebook.input() == null) {
        unread.add(notification(notebook));
      } else {
        notebook.diagnostics().forEach(d -> results.add(result(notebook, d, "new")));
        notebook.known().forEach(d -> results.add(result(notebook, d, "unchanged")));
        notebook.suppressed().forEach(d -> results.add(suppressed(notebook, d)));
      }
    }
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver()));
    run.put("invocations", List.of(invocation(unread)));
    run.put("originalUriBaseIds", Map.of(ROOT, Map.of("uri", directoryUri(root))));
    run.put("columnKind", "unicodeCodePoints");
    run.put("results", results);
    return ordered("$schema", SCHEMA, "version", "2.1.0", "runs", List.of(run));
  }

  private Map<String, Object> driver() {
    return ordered(
        "name", "freshet", "version", version, "rules", RULES.stream().map(Sarif::rule).toList());
  }

  private static Map<String, Object> rule(Rule rule) {
    return ordered(
        "id",
        rule.code(),
        "shortDescription",
        Map.of("text", rule.summary()),
        "help",
        Map.of("text", "See " + rule.docs() + " in the documentation of Freshet."),
        "defaultConfiguration",
        ordered("enabled", rule.onByDefault(), "level", level(rule.severity())));
  }

  private static Map<String, Object> invocation(List<Map<String, Object>> unread) {
    Map<String, Object> invocation = ordered("executionSuccessful", unread.isEmpty());
    if (!unread.isEmpty()) {
      invocation.put("toolExecutionNotifications", unread);
    }
    return invocation;
  }

  private Map<String, Object> notification(Checked notebook) {
    Map<String, Object> place =
        Map.of("physicalLocation", Map.of("artifactLocation", artifact(notebook)));
    return ordered(
        "level",
        "error",
        "message",
        Map.of("text", String.valueOf(notebook.error())),
        "locations",
        List.of(place));
  }

  private Map<String, Object> suppressed(Checked notebook, Diagnostic diagnostic) {
    Map<String, Object> result = result(notebook, diagnostic, "new");
    result.put("suppressions", List.of(Map.of("kind", "inSource")));
    return result;
  }

  private Map<String, Object> result(Checked notebook, Diagnostic diagnostic, String state) {
    NotebookInput input = Objects.requireNonNull(notebook.input());
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", diagnostic.code());
    Rule.of(diagnostic.code()).ifPresent(rule -> result.put("ruleIndex", RULES.indexOf(rule)));
    result.put("level", level(diagnostic.severity()));
    result.put("message", Map.of("text", diagnostic.message()));
    result.put(
        "locations", List.of(location(notebook, input, diagnostic.cell(), diagnostic.range())));
    if (!diagnostic.related().isEmpty()) {
      result.put(
          "relatedLocations",
          diagnostic.related().stream().map(r -> related(notebook, input, r)).toList());
    }
    String id = input.notebook().cell(diagnostic.cell()).id().value();
    String line = Baseline.line(input, diagnostic);
    String print = Integer.toHexString((diagnostic.code() + "\n" + line).hashCode());
    result.put("partialFingerprints", Map.of("cellCodeAndLine/v1", id + ":" + print));
    if (compared) {
      result.put("baselineState", state);
    }
    diagnostic
        .fix()
        .flatMap(fix -> fix(notebook, input, fix))
        .ifPresent(fix -> result.put("fixes", List.of(fix)));
    return result;
  }

  private Map<String, Object> related(Checked notebook, NotebookInput input, Related related) {
    Map<String, Object> location = location(notebook, input, related.cell(), related.range());
    location.put("message", Map.of("text", related.message()));
    return location;
  }

  private Map<String, Object> location(
      Checked notebook, NotebookInput input, int cell, SourceRange range) {
    Map<String, Object> location = new LinkedHashMap<>();
    location.put(
        "physicalLocation",
        ordered(
            "artifactLocation",
            artifact(notebook),
            "region",
            FileRegion.of(input, cell, range).asMap()));
    location.put(
        "logicalLocations",
        List.of(
            ordered(
                "name",
                input.notebook().cell(cell).id().value(),
                "fullyQualifiedName",
                "cell " + cell,
                "kind",
                "member")));
    return location;
  }

  // Offsets of a cell are offsets of the file in scripts only.
  private Optional<Map<String, Object>> fix(Checked notebook, NotebookInput input, Fix fix) {
    FileRegion region = FileRegion.of(input, fix.cell(), fix.range());
    if (!region.exact()) {
      return Optional.empty();
    }
    Map<String, Object> replacement =
        ordered(
            "deletedRegion", region.asMap(), "insertedContent", Map.of("text", fix.replacement()));
    return Optional.of(
        ordered(
            "description",
            Map.of("text", fix.title()),
            "artifactChanges",
            List.of(
                ordered(
                    "artifactLocation",
                    artifact(notebook),
                    "replacements",
                    List.of(replacement)))));
  }

  private Map<String, Object> artifact(Checked notebook) {
    Path path = Path.of(notebook.path()).toAbsolutePath().normalize();
    return path.startsWith(root)
        ? ordered("uri", relativeUri(path), "uriBaseId", ROOT)
        : ordered("uri", path.toUri().toString());
  }

  private String relativeUri(Path path) {
    String base = directoryUri(root);
    String whole = path.toUri().toString();
    return whole.startsWith(base) ? whole.substring(base.length()) : whole;
  }

  private static String directoryUri(Path directory) {
    String uri = directory.toUri().toString();
    return uri.endsWith("/") ? uri : uri + "/";
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO, HINT -> "note";
    };
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
