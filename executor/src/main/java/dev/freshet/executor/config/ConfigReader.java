package dev.freshet.executor.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.checks.Rule;
import dev.freshet.analyzer.checks.Selection;
import dev.freshet.analyzer.checks.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Turns a tree of settings into a {@link ProjectConfig}; what it does not know it refuses. */
final class ConfigReader {
  /** The keys at the top. */
  static final List<String> TOP =
      List.of(
          "exclude", "force-exclude", "python-version", "check", "environment", "limits", "store");

  /** The keys of {@code [check]}. */
  static final List<String> CHECK =
      List.of("select", "extend-select", "ignore", "per-file-ignores", "severity", "baseline");

  /** The keys of {@code [environment]}. */
  static final List<String> ENVIRONMENT = List.of("requirements");

  /** The keys of {@code [limits]}. */
  static final List<String> LIMITS = List.of("time", "memory", "output", "processes");

  /** The keys of {@code [store]}. */
  static final List<String> STORE = List.of("quota");

  private static final Pattern VERSION = Pattern.compile("3\\.([89]|1[0-4])");

  private final Path file;
  private final TomlLines lines;
  private final List<String> prefix;

  /**
   * @param prefix the tables around the settings
   */
  ConfigReader(Path file, TomlLines lines, List<String> prefix) {
    this.file = file;
    this.lines = lines;
    this.prefix = prefix;
  }

  ProjectConfig read(JsonNode top) {
    table(top, List.of(), TOP);
    JsonNode check = table(top.path("check"), List.of("check"), CHECK);
    JsonNode environment = table(top.path("environment"), List.of("environment"), ENVIRONMENT);
    Path root = file.getParent();
    return new ProjectConfig(
        Optional.of(file),
        root == null ? file : root,
        patterns(top.path("exclude"), List.of("exclude")),
        truth(top.path("force-exclude"), List.of("force-exclude")),
        check(check),
        python(top.path("python-version"), List.of("python-version")),
        text(environment.path("requirements"), List.of("environment", "requirements")),
        running(top));
  }

  private OptionalInt python(JsonNode node, List<String> path) {
    if (node.isMissingNode()) {
      return OptionalInt.empty();
    }
    Matcher version = VERSION.matcher(node.isTextual() ? node.asText() : "");
    if (!version.matches()) {
      throw wrong(path, "must be a version such as \"3.12\", from 3.8 to 3.14");
    }
    return OptionalInt.of(Integer.parseInt(version.group(1)));
  }

  private ProjectConfig.Running running(JsonNode top) {
    JsonNode limits = table(top.path("limits"), List.of("limits"), LIMITS);
    JsonNode store = table(top.path("store"), List.of("store"), STORE);
    return new ProjectConfig.Running(
        seconds(limits.path("time"), List.of("limits", "time")),
        size(limits.path("memory"), List.of("limits", "memory")),
        size(limits.path("output"), List.of("limits", "output")),
        count(limits.path("processes"), List.of("limits", "processes")),
        size(store.path("quota"), List.of("store", "quota")));
  }

  /** In milliseconds. */
  private OptionalLong seconds(JsonNode node, List<String> path) {
    if (node.isMissingNode()) {
      return OptionalLong.empty();
    }
    if (!node.isNumber() || !(node.doubleValue() > 0)) {
      throw wrong(path, "must be a number of seconds above 0");
    }
    return OptionalLong.of(Math.max(1, Math.round(node.doubleValue() * 1000)));
  }

  private OptionalLong count(JsonNode node, List<String> path) {
    if (!node.isMissingNode() && !(node.isInt() && node.intValue() > 0)) {
      throw wrong(path, "must be a whole number above 0");
    }
    return node.isInt() ? OptionalLong.of(node.intValue()) : OptionalLong.empty();
  }

  private OptionalLong size(JsonNode node, List<String> path) {
    if (node.isMissingNode()) {
      return OptionalLong.empty();
    }
    OptionalLong size = Sizes.parse(node.asText(""));
    if (size.isEmpty() || size.getAsLong() <= 0) {
      throw wrong(path, "must be a size such as \"2 GB\"");
    }
    return size;
  }

  private ProjectConfig.Check check(JsonNode check) {
    Optional<List<String>> selected =
        check.has("select")
            ? Optional.of(rules(check.path("select"), List.of("check", "select")))
            : Optional.empty();
    Selection selection =
        new Selection(
            selected,
            rules(check.path("extend-select"), List.of("check", "extend-select")),
            rules(check.path("ignore"), List.of("check", "ignore")));
    return new ProjectConfig.Check(
        selection,
        perFile(check.path("per-file-ignores")),
        severities(check.path("severity")),
        text(check.path("baseline"), List.of("check", "baseline")));
  }

  private Map<String, List<String>> perFile(JsonNode node) {
    List<String> path = List.of("check", "per-file-ignores");
    Map<String, List<String>> ignores = new LinkedHashMap<>();
    for (var entry : object(node, path).properties()) {
      List<String> at = join(path, entry.getKey());
      pattern(entry.getKey(), at);
      ignores.put(entry.getKey(), rules(entry.getValue(), at));
    }
    return ignores;
  }

  private Map<Rule, Severity> severities(JsonNode node) {
    List<String> path = List.of("check", "severity");
    Map<Rule, Severity> severities = new EnumMap<>(Rule.class);
    for (var entry : object(node, path).properties()) {
      List<String> at = join(path, entry.getKey());
      Rule rule = Rule.of(entry.getKey()).orElseThrow(() -> noRule(at, entry.getKey()));
      severities.put(rule, severity(entry.getValue(), at));
    }
    return severities;
  }

  private Severity severity(JsonNode node, List<String> path) {
    for (Severity severity : Severity.values()) {
      if (severity.label().equals(node.asText())) {
        return severity;
      }
    }
    String labels =
        Arrays.stream(Severity.values()).map(Severity::label).collect(Collectors.joining(", "));
    throw wrong(path, "must be one of " + labels);
  }

  private List<String> rules(JsonNode node, List<String> path) {
    List<String> names = texts(node, path);
    for (String name : names) {
      if (!Selection.isName(name)) {
        throw noRule(path, name);
      }
    }
    return names;
  }

  private List<String> patterns(JsonNode node, List<String> path) {
    List<String> patterns = texts(node, path);
    patterns.forEach(pattern -> pattern(pattern, path));
    return patterns;
  }

  private void pattern(String pattern, List<String> path) {
    try {
      new PathPattern(pattern).matchesFile("");
    } catch (IllegalArgumentException e) {
      throw wrong(path, "holds '" + pattern + "', which is no pattern of paths");
    }
  }

  private List<String> texts(JsonNode node, List<String> path) {
    if (node.isMissingNode()) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode item : node) {
      texts.add(item.asText());
    }
    boolean right = node.isArray() && texts.size() == node.size();
    for (JsonNode item : node) {
      right &= item.isTextual();
    }
    if (!right) {
      throw wrong(path, "must be a list of strings, such as [\"a\", \"b\"]");
    }
    return texts;
  }

  private Optional<String> text(JsonNode node, List<String> path) {
    if (!node.isMissingNode() && !node.isTextual()) {
      throw wrong(path, "must be a string");
    }
    return node.isTextual() ? Optional.of(node.textValue()) : Optional.empty();
  }

  private boolean truth(JsonNode node, List<String> path) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      throw wrong(path, "must be true or false");
    }
    return node.booleanValue();
  }

  private JsonNode table(JsonNode node, List<String> path, List<String> keys) {
    for (var entry : object(node, path).properties()) {
      if (!keys.contains(entry.getKey())) {
        throw unknown(join(path, entry.getKey()), path, keys);
      }
    }
    return node;
  }

  private JsonNode object(JsonNode node, List<String> path) {
    if (!node.isMissingNode() && !node.isObject()) {
      throw wrong(path, "must be a table");
    }
    return node;
  }

  private ConfigException unknown(List<String> path, List<String> table, List<String> keys) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(table);
    String name = whole.isEmpty() ? "the file" : "[" + String.join(".", whole) + "]";
    String key = path.get(path.size() - 1);
    return problem(
        path,
        "there is no key '" + key + "' in " + name + "; its keys are " + String.join(", ", keys));
  }

  private ConfigException noRule(List<String> path, String name) {
    String codes =
        Arrays.stream(Rule.values()).map(Rule::code).sorted().collect(Collectors.joining(", "));
    return problem(
        path, "there is no check '" + name + "'; the checks are " + codes.toLowerCase(Locale.ROOT));
  }

  private ConfigException wrong(List<String> path, String problem) {
    return problem(path, String.join(".", path) + " " + problem);
  }

  private ConfigException problem(List<String> path, String problem) {
    List<String> whole = new ArrayList<>(prefix);
    whole.addAll(path);
    return new ConfigException(file, lines.of(whole), problem);
  }

  private static List<String> join(List<String> path, String key) {
    List<String> joined = new ArrayList<>(path);
    joined.add(key);
    return joined;
  }
}
