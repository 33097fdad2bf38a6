package dev.freshet.executor;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which modules the zygote imports before it forks: slow ones that the notebook imports, itself or
 * by modules beside it, whose import prints nothing, starts nothing and does not depend on what a
 * cell does first.
 */
final class Preload {
  private static final String MODULES =
      "(?:import|from)\\s+([A-Za-z_][\\w.]*(?:\\s*,\\s*[A-Za-z_][\\w.]*)*)";
  private static final Pattern IMPORT = Pattern.compile("^\\s*" + MODULES, Pattern.MULTILINE);

  /** What a module imports whatever is called. */
  private static final Pattern OF_MODULE = Pattern.compile("^" + MODULES, Pattern.MULTILINE);

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
      note(cell.source(), IMPORT, found);
    }
    List<String> preload = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(found);
    while (!open.isEmpty()) {
      String module = open.removeFirst();
      String top = module.split("\\.", -1)[0];
      if (beside(directory, top)) {
        if (seen.add(top)) {
          Set<String> more = new LinkedHashSet<>();
          note(text(directory, top), OF_MODULE, more);
          open.addAll(more);
        }
      } else if (QUIET.contains(top) && seen.add(module)) {
        preload.add(module);
      }
    }
    return preload;
  }

  private static void note(String text, Pattern imports, Set<String> found) {
    Matcher matcher = imports.matcher(text);
    while (matcher.find()) {
      found.addAll(List.of(matcher.group(1).split("\\s*,\\s*", -1)));
    }
  }

  private static boolean beside(Path directory, String top) {
    return Files.exists(directory.resolve(top + ".py")) || Files.exists(directory.resolve(top));
  }

  /** The text of a module beside the notebook; none if its imports may depend on what it does. */
  private static String text(Path directory, String top) {
    Path inside = directory.resolve(top).resolve("__init__.py");
    Path file = Files.exists(inside) ? inside : directory.resolve(top + ".py");
    try {
      String text = Files.readString(file);
      return ENVIRONMENT_CHANGE.matcher(text).find() ? "" : text;
    } catch (IOException e) {
      return ""; // not there, or not in UTF-8
    }
  }
}
