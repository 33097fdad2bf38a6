package dev.freshet.server.files;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.analyzer.notebook.StoredOutputs;
import dev.freshet.executor.config.ConfigFiles;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives the analyzer what it must not fetch itself: local modules, which files exist, and what is
 * kept of runs.
 */
public final class NotebookAnalysis {
  private static final InstalledPackages PACKAGES = InstalledPackages.ofUser();
  private static final Pattern KERNEL =
      Pattern.compile("\"kernelspec\"\\s*:\\s*\\{[^{}]*\"name\"\\s*:\\s*\"([^\"]+)\"");

  private NotebookAnalysis() {}

  /** Facts of a notebook that was read. */
  public static Analysis of(NotebookInput input) {
    return new AnalysisHost()
        .apply(
            input.notebook(),
            inputs(input.directory(), input.notebook(), outputs(input), input.files())
                .withPython(input.forPython(settings(input.directory())).python())
                .withInstalled(
                    installed(
                        input.directory(),
                        input.notebook(),
                        Optional.empty(),
                        kernelName(input.document().text()))));
  }

  /**
   * The Python that the settings above a directory name; throws {@link
   * dev.freshet.executor.config.ConfigException}.
   */
  public static OptionalInt settings(Path directory) {
    return ConfigFiles.nearest(directory).python();
  }

  // As it stands in the metadata; the whole document is not read for it.
  private static Optional<String> kernelName(String text) {
    Matcher found = KERNEL.matcher(text);
    return found.find() ? Optional.of(found.group(1)) : Optional.empty();
  }

  /** The packages that a notebook imports, of which the tables do not say enough. */
  public static Set<String> packages(Path directory, Notebook notebook) {
    return PACKAGES.names(directory, notebook);
  }

  /**
   * What the installed packages that a notebook imports say of themselves; read when it is asked
   * for first.
   *
   * @param python the interpreter that the user named, if any
   * @param kernelName the kernelspec that the notebook names, if any
   */
  public static List<String> installed(
      Path directory, Notebook notebook, Optional<Path> python, Optional<String> kernelName) {
    Set<String> names = packages(directory, notebook);
    if (names.isEmpty()) {
      return List.of();
    }
    return PACKAGES.tables(
        names,
        new EnvironmentRequest(
            directory.toAbsolutePath().normalize(), python, kernelName, System.getenv()));
  }

  private static Map<CellId, StoredOutputs> outputs(NotebookInput input) {
    return input.document() instanceof NotebookFile file ? of(file, input.notebook()) : Map.of();
  }

  /** What a file keeps of runs, for its cells under the ids that they have in a notebook. */
  public static Map<CellId, StoredOutputs> of(NotebookFile file, Notebook notebook) {
    Map<CellId, StoredOutputs> stored = file.storedOutputs();
    Map<CellId, StoredOutputs> renamed = new HashMap<>();
    for (int i = 0; i < notebook.cells().size(); i++) {
      StoredOutputs outputs = stored.get(file.notebook().cell(i).id());
      if (outputs != null) {
        renamed.put(notebook.cell(i).id(), outputs);
      }
    }
    return renamed;
  }

  /** What a notebook's text may refer to, when nothing is known of earlier runs. */
  public static AnalysisInputs inputs(Path directory, Notebook notebook) {
    return inputs(directory, notebook, Map.of());
  }

  /**
   * What a notebook's text may refer to in its directory, as it is now.
   *
   * @param outputs what is known of the last runs of its cells
   */
  public static AnalysisInputs inputs(
      Path directory, Notebook notebook, Map<CellId, StoredOutputs> outputs) {
    return inputs(directory, notebook, outputs, FileTexts.DISK);
  }

  private static AnalysisInputs inputs(
      Path directory, Notebook notebook, Map<CellId, StoredOutputs> outputs, FileTexts files) {
    String folder = directory.toAbsolutePath().normalize().toString().replace('\\', '/');
    return new AnalysisInputs(
        LocalModules.read(directory, notebook, files),
        path -> exists(directory, path),
        outputs,
        Optional.of(folder),
        OptionalInt.empty());
  }

  private static boolean exists(Path directory, String path) {
    try {
      return Files.exists(directory.resolve(path));
    } catch (InvalidPathException e) {
      // It names no place of this machine's: whether it is there cannot be asked.
      return true;
    }
  }
}
