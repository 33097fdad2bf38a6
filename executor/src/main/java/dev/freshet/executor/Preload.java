package dev.freshet.executor;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.TopLevelImports.Import;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which modules the zygote imports before it forks: slow ones that the notebook imports, itself or
 * by modules beside it or other packages, whose import prints nothing, starts nothing and does not
 * depend on what a cell does first. Other packages are not imported, but looked into.
 */
final class Preload {
  private static final Pattern ENVIRONMENT_CHANGE =
      Pattern.compile("environ\\s*[\\[.]|putenv|%env|%set_env|sys\\.path");

  /** In a package, where looking at the environment says nothing of what its imports find there. */
  private static final Pattern ENVIRONMENT_SET =
      Pattern.compile(
          "environ\\s*\\[[^\\]]*\\]\\s*=[^=]|environ\\.(update|setdefault|pop)|putenv|sys\\.path\\b");

  /** Files that are looked into for one notebook, at most; longer ones are not. */
  private static final int MOST_FILES = 400;

  private static final long LONGEST = 1 << 19;

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

  private final List<Path> beside;
  private final List<Path> installed;
  private final Set<String> preload = new LinkedHashSet<>();
  private final Map<String, Boolean> seen = new HashMap<>();
  private final Deque<Import> open = new ArrayDeque<>();
  private int files;

  private Preload(Path directory, List<Path> installed) {
    this.beside = List.of(directory);
    this.installed = installed;
  }

  /** {@code installed}: folders of packages, those first that Python searches first. */
  static List<String> of(Notebook notebook, Path directory, List<Path> installed) {
    Preload search = new Preload(directory, installed);
    for (Cell cell : notebook.cells()) {
      if (!cell.isCode()) {
        continue;
      }
      if (ENVIRONMENT_CHANGE.matcher(cell.source()).find()) {
        break;
      }
      search.open.addAll(TopLevelImports.ofCell(cell.source()));
    }
    return search.found();
  }

  private List<String> found() {
    while (!open.isEmpty()) {
      Import next = open.removeFirst();
      String top = next.module().split("\\.", -1)[0];
      if (liesIn(beside, top)) {
        lookInto(beside, next.module(), ENVIRONMENT_CHANGE);
      } else if (!QUIET.contains(top)) {
        lookInto(installed, next.module(), ENVIRONMENT_SET);
      } else if (next.sure() || liesIn(installed, next.module())) {
        preload.add(next.module());
      }
    }
    return List.copyOf(preload);
  }

  /** What a module imports, and before it the packages that it lies in. */
  private void lookInto(List<Path> folders, String module, Pattern change) {
    for (int end = module.indexOf('.'); end >= 0; end = module.indexOf('.', end + 1)) {
      if (!look(folders, module.substring(0, end), change)) {
        return;
      }
    }
    look(folders, module, change);
  }

  /** False if nothing is known of the module, or what it imports may depend on what it does. */
  private boolean look(List<Path> folders, String module, Pattern change) {
    Boolean known = seen.get(module);
    if (known == null) {
      known = queueImports(folders, module, change);
      seen.put(module, known);
    }
    return known;
  }

  private boolean queueImports(List<Path> folders, String module, Pattern change) {
    Optional<Path> file = folders.stream().flatMap(f -> file(f, module).stream()).findFirst();
    String text = file.map(this::text).orElse("");
    if (text.isEmpty() || change.matcher(text).find()) {
      return false;
    }
    boolean whole = file.filter(f -> f.endsWith("__init__.py")).isPresent();
    String home = whole ? module : module.substring(0, Math.max(0, module.lastIndexOf('.')));
    open.addAll(TopLevelImports.of(text, home));
    return true;
  }

  private static boolean liesIn(List<Path> folders, String module) {
    String path = module.replace('.', '/');
    return folders.stream()
        .anyMatch(f -> Files.exists(f.resolve(path + ".py")) || Files.exists(f.resolve(path)));
  }

  private static Optional<Path> file(Path folder, String module) {
    Path place = folder.resolve(module.replace('.', '/'));
    return Stream.of(place.resolve("__init__.py"), Path.of(place + ".py"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private String text(Path file) {
    try {
      return files++ < MOST_FILES && Files.size(file) <= LONGEST ? Files.readString(file) : "";
    } catch (IOException e) {
      return ""; // gone, or not in UTF-8
    }
  }
}
