package dev.freshet.server.check;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Findings;
import dev.freshet.executor.config.ConfigException;
import dev.freshet.executor.config.ProjectConfig;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.NotebookPaths;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Checks notebooks on disk by the settings that hold for them. */
public final class Checker {
  private final Settings settings;
  private final Function<NotebookInput, Analysis> analyzer;

  public Checker(Settings settings) {
    this(settings, NotebookAnalysis::of);
  }

  Checker(Settings settings, Function<NotebookInput, Analysis> analyzer) {
    this.settings = settings;
    this.analyzer = analyzer;
  }

  /**
   * The notebooks that a user means: files as they are named, directories as the notebooks below
   * them that the settings do not exclude.
   */
  public List<Path> find(List<Path> named) throws IOException, InterruptedException {
    List<Path> found = new ArrayList<>();
    for (Path path : NotebookPaths.find(named)) {
      ProjectConfig config = settings.of(path);
      boolean bound = config.forceExclude() || !named.contains(path);
      if (!bound || !config.excludes(path)) {
        found.add(path);
      }
    }
    return found;
  }

  /** Checks all, in parallel; the results are in the order of the paths. */
  public List<Checked> check(List<Path> notebooks) {
    return notebooks.parallelStream().map(this::check).toList();
  }

  /** Checks one; what cannot be read is data, and so is a fault of Freshet: others go on. */
  Checked check(Path path) {
    try {
      return check(path, NotebookInput.read(path));
    } catch (UnreadableInputException e) {
      return Checked.unreadable(path, String.valueOf(e.getMessage()));
    } catch (ConfigException e) {
      throw e;
    } catch (RuntimeException fault) {
      return Checked.broken(path, fault);
    }
  }

  /** Checks a text of the notebook at a path. */
  Checked check(Path path, NotebookInput input) {
    ProjectConfig config = settings.of(path);
    Analysis analysis = analyzer.apply(input.forPython(config.python()));
    Findings findings =
        Findings.of(analysis.notebook(), analysis.diagnostics(), config.settings(path));
    return new Checked(
        input.shown(),
        null,
        input,
        analysis,
        findings.shown(),
        findings.suppressed(),
        List.of(),
        CheckFault.of(input.shown(), analysis));
  }

  /** Whether a path is one whose change may change what is found. */
  public static boolean matters(Path file) {
    String name = String.valueOf(file.getFileName());
    boolean hidden = name.startsWith(".");
    boolean config = name.equals("freshet.toml") || name.equals("pyproject.toml");
    return !hidden
        && (config || name.endsWith(".ipynb") || name.endsWith(".py"))
        && !Files.isDirectory(file);
  }
}
