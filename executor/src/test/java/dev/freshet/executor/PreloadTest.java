package dev.freshet.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is imported before any worker is forked. */
final class PreloadTest {
  private final Path directory;

  PreloadTest(@TempDir Path directory) {
    this.directory = directory;
  }

  private void module(String file, String text) throws IOException {
    Path path = directory.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private List<String> preloaded(String... sources) {
    List<Cell> cells =
        List.of(sources).stream().map(s -> Cell.code("c" + s.hashCode(), s)).toList();
    return Preload.of(Notebook.python(cells), directory, List.of(directory.resolve("site")));
  }

  @Test
  void librariesThatTheNotebookImports() {
    assertThat(preloaded("import numpy as np, os", "from scipy.stats import norm"))
        .containsExactly("numpy", "scipy.stats");
  }

  @Test
  void librariesThatModulesBesideItImport() throws IOException {
    module("helper.py", "import pandas as pd\nimport more\ndef f():\n    import torch\n");
    module("more/__init__.py", "from sympy import S\nimport helper\n");
    assertThat(preloaded("import helper")).containsExactly("pandas", "sympy");
  }

  @Test
  void nothingAfterTheEnvironmentWasChanged() throws IOException {
    module("helper.py", "import os\nos.environ['A'] = '1'\nimport torch\n");
    assertThat(preloaded("import helper\nimport numpy", "%env A=1", "import pandas"))
        .containsExactly("numpy");
  }

  @Test
  void whatPackagesImportThatAreNotThemselvesPreloaded() throws IOException {
    module(
        "site/fits/__init__.py",
        """
        '''Fits. Before:
        import torch
        '''
        from .core import fit
        """);
    module(
        "site/fits/core.py",
        """
        from scipy.optimize import (  # the solver
            leastsq,
            root)
        from . import plots
        import other.deep as o
        try:
            import pandas
        except ImportError:
            pass
        """);
    module("site/fits/plots.py", "from matplotlib import pyplot as plt, rcParams\n");
    module("site/fits/unused.py", "import sympy\n");
    module("site/matplotlib/pyplot.py", "");
    module("site/other/__init__.py", "import os\nprint(os.environ.get('HOME'))\n");
    module("site/other/deep.py", "from .. import elsewhere\nimport numpy\n");
    assertThat(preloaded("import fits"))
        .containsExactly("scipy.optimize", "matplotlib", "matplotlib.pyplot", "numpy");
  }

  @Test
  void nothingOfAPackageThatChangesTheEnvironmentFirst() throws IOException {
    module("site/fits/__init__.py", "import os\nos.environ['THREADS'] = '1'\nimport numpy\n");
    module("site/fits/core.py", "import numpy\n");
    assertThat(preloaded("import fits.core", "from fits.core import a")).isEmpty();
  }

  @Test
  void partsThatAreModules() throws IOException {
    module("site/sklearn/datasets/__init__.py", "");
    assertThat(preloaded("from sklearn import datasets, set_config"))
        .containsExactly("sklearn", "sklearn.datasets");
  }

  @Test
  void neverAModuleBesideIt() throws IOException {
    module("numpy.py", "import pandas\n");
    assertThat(preloaded("import numpy")).containsExactly("pandas");
  }
}
