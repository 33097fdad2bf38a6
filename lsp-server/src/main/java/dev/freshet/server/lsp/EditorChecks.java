package dev.freshet.server.lsp;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.CheckSettings;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Findings;
import dev.freshet.executor.config.ConfigException;
import dev.freshet.executor.config.ConfigFiles;
import dev.freshet.executor.config.ProjectConfig;
import dev.freshet.server.check.CheckFault;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is shown of a notebook's findings: as {@code freshet check} would, by the settings in the
 * files as they are now. Settings that cannot be read are told once and count as none; a check that
 * fails is told once, and the findings of the others are shown.
 */
final class EditorChecks {
  private final Path file;
  private final Consumer<String> warn;
  private final Set<String> told = new HashSet<>();
  private String warned = "";

  EditorChecks(Path file, Consumer<String> warn) {
    this.file = file;
    this.warn = warn;
  }

  List<Diagnostic> of(Analysis analysis) {
    ProjectConfig config = config();
    if (config.excludes(file)) {
      return List.of();
    }
    CheckSettings settings = config.settings(file);
    CheckFault.of(String.valueOf(file.getFileName()), analysis).forEach(this::tell);
    return Findings.of(analysis.notebook(), analysis.diagnostics(), settings).shown();
  }

  /** The minor version of the Python that the settings name, if they do. */
  OptionalInt python() {
    return config().python();
  }

  private void tell(CheckFault fault) {
    if (told.add(fault.what())) {
      warn.accept("A fault of Freshet: " + fault.what());
    }
  }

  private ProjectConfig config() {
    Path directory = file.toAbsolutePath().normalize().getParent();
    Path start = directory == null ? file : directory;
    try {
      ProjectConfig config = ConfigFiles.nearest(start);
      warned = "";
      return config;
    } catch (ConfigException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problem.equals(warned)) {
        warned = problem;
        warn.accept("Freshet does not use these settings: " + problem);
      }
      return ProjectConfig.none(start);
    }
  }
}
