package dev.freshet.executor.config;

import dev.freshet.analyzer.checks.CheckSettings;
import dev.freshet.analyzer.checks.Rule;
import dev.freshet.analyzer.checks.Selection;
import dev.freshet.analyzer.checks.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * The settings of a project.
 *
 * @param file where they stand; empty when there are none
 * @param root the directory that patterns and paths are relative to
 * @param exclude patterns of notebooks that a directory does not mean
 * @param forceExclude whether {@code exclude} also holds for files that are named
 * @param python the minor version of the Python that runs the notebooks (12 for 3.12), if it is
 *     said
 * @param requirements the file from which the notebooks' Python environment is made
 * @param running limits of cells and of the store
 */
public record ProjectConfig(
    Optional<Path> file,
    Path root,
    List<String> exclude,
    boolean forceExclude,
    Check check,
    OptionalInt python,
    Optional<String> requirements,
    Running running) {
  /**
   * The tables {@code [limits]} and {@code [store]}; empty where nothing is said.
   *
   * @param timeMs how long a cell may run
   * @param memory bytes that a cell may hold
   * @param output characters that are kept of what a cell shows
   * @param processes how many a cell may have at once
   * @param quota bytes that results may fill
   */
  public record Running(
      OptionalLong timeMs,
      OptionalLong memory,
      OptionalLong output,
      OptionalLong processes,
      OptionalLong quota) {
    static final Running UNSAID =
        new Running(
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
  }

  /**
   * The table {@code [check]}.
   *
   * @param perFileIgnores names of rules by pattern
   */
  public record Check(
      Selection selection,
      Map<String, List<String>> perFileIgnores,
      Map<Rule, Severity> severities,
      Optional<String> baseline) {
    public Check {
      perFileIgnores = Collections.unmodifiableMap(new LinkedHashMap<>(perFileIgnores));
      severities = Map.copyOf(severities);
    }
  }

  public ProjectConfig {
    exclude = List.copyOf(exclude);
  }

  /** Where nothing was said. */
  public static ProjectConfig none(Path root) {
    Check check = new Check(Selection.standard(), Map.of(), Map.of(), Optional.empty());
    return new ProjectConfig(
        Optional.empty(),
        root,
        List.of(),
        false,
        check,
        OptionalInt.empty(),
        Optional.empty(),
        Running.UNSAID);
  }

  /** This with another selection. */
  public ProjectConfig with(Selection selection) {
    Check other = new Check(selection, check.perFileIgnores, check.severities, check.baseline);
    return new ProjectConfig(
        file, root, exclude, forceExclude, other, python, requirements, running);
  }

  /** What holds for the notebook at a path. */
  public CheckSettings settings(Path notebook) {
    List<String> ignored = new ArrayList<>();
    check.perFileIgnores.forEach(
        (pattern, names) -> {
          if (new PathPattern(pattern).matchesFile(relative(notebook))) {
            ignored.addAll(names);
          }
        });
    return new CheckSettings(check.selection.without(ignored), check.severities);
  }

  /** Whether a path, or a directory above it, is excluded. */
  public boolean excludes(Path notebook) {
    String path = relative(notebook);
    return exclude.stream().anyMatch(pattern -> new PathPattern(pattern).matchesAtOrAbove(path));
  }

  /** The baseline file that is always used, if one is named. */
  public Optional<Path> baseline() {
    return check.baseline.map(root::resolve);
  }

  private String relative(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    Path inside = absolute.startsWith(root) ? root.relativize(absolute) : absolute;
    return inside.toString().replace('\\', '/');
  }
}
