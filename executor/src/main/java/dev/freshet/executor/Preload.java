package dev.freshet.executor;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules the zygote imports before it forks: slow ones that the notebook imports itself,
 * whose import prints nothing, starts nothing and does not depend on what a cell does first.
 */
final class Preload {
  private static final Pattern IMPORT =
      Pattern.compile(
          "^\\s*(?:import|from)\\s+([A-Za-z_][\\w.]*(?:\\s*,\\s*[A-Za-z_][\\w.]*)*)",
          Pattern.MULTILINE);
  private static final Pattern ENVIRONMENT_CHANGE =
      Pattern.compile("environ\\s*[\\[.]|putenv|%env|%set_env|sys\\.path");
  private static final Set<String> QUIET =
      Set.of(
          "numpy",
          "pandas",
          "matplotlib",
          "scipy",
          "sklearn",
          "seaborn",
          "sympy",
          "networkx",
          "PIL",
          "statsmodels",
          "pyarrow",
          "xarray",
          "skimage",
          "cv2",
          "plotly",
          "altair",
          "nltk",
          "requests",
          "bs4",
          "lxml",
          "numba",
          "dask",
          "polars",
          "torch",
          "h5py",
          "tables",
          "yaml");

  private Preload() {}

  static List<String> of(Notebook notebook, Path directory) {
    Set<String> found = new LinkedHashSet<>();
    for (Cell cell : notebook.cells()) {
      if (!cell.isCode()) {
        continue;
      }
      if (ENVIRONMENT_CHANGE.matcher(cell.source()).find()) {
        break;
      }
      Matcher matcher = IMPORT.matcher(cell.source());
      while (matcher.find()) {
        for (String module : matcher.group(1).split("\\s*,\\s*", -1)) {
          found.add(module);
        }
      }
    }
    List<String> preload = new ArrayList<>();
    for (String module : found) {
      String top = module.split("\\.", -1)[0];
      if (QUIET.contains(top) && !beside(directory, top)) {
        preload.add(module);
      }
    }
    return preload;
  }

  private static boolean beside(Path directory, String top) {
    return Files.exists(directory.resolve(top + ".py")) || Files.exists(directory.resolve(top));
  }
}
