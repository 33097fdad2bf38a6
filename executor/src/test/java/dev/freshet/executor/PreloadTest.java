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
    return Preload.of(Notebook.python(cells), directory);
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
  void neverAModuleBesideIt() throws IOException {
    module("numpy.py", "import pandas\n");
    assertThat(preloaded("import numpy")).containsExactly("pandas");
  }
}
