package dev.freshet.server.files;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Notebook;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Gives the analyzer what it must not fetch itself: local modules, and which files exist. */
public final class NotebookAnalysis {
  private NotebookAnalysis() {}

  /** Facts of a notebook that was read. */
  public static Analysis of(NotebookInput input) {
    return new AnalysisHost().apply(input.notebook(), inputs(input.directory(), input.notebook()));
  }

  /** What a notebook's text may refer to in its directory, as it is now. */
  public static AnalysisInputs inputs(Path directory, Notebook notebook) {
    return new AnalysisInputs(
        LocalModules.read(directory, notebook), path -> exists(directory, path));
  }

  private static boolean exists(Path directory, String path) {
    try {
      return Files.exists(directory.resolve(path));
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
