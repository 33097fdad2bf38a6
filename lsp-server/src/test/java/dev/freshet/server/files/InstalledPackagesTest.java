package dev.freshet.server.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Packages are read where the notebook's Python keeps them, and summaries are kept. */
final class InstalledPackagesTest {
  private static final String DRAWS =
      """
      import numpy as np

      def sample(n, seed=None):
          if seed is None:
              seed = np.random.randint(100)
          return np.random.RandomState(seed).normal(size=n)
      """;

  private final Path folder;
  private final Path site;
  private final InstalledPackages packages;

  InstalledPackagesTest(@TempDir Path folder) {
    this.folder = folder;
    site = folder.resolve(".venv/lib/python3.11/site-packages");
    packages = new InstalledPackages(folder.resolve("kept"));
  }

  /** A virtual environment beside the notebook whose interpreter would fail if it were started. */
  @BeforeEach
  void makeEnvironment() throws IOException {
    Files.createDirectories(site.resolve("toy"));
    Path python = folder.resolve(".venv/bin/python");
    write(python, "#!/bin/sh\ntouch \"$0.started\"\nexit 1\n");
    assertThat(python.toFile().setExecutable(true)).isTrue();
    write(folder.resolve(".venv/pyvenv.cfg"), "home = /usr/bin\n");
    write(site.resolve("toy/__init__.py"), "from .inner import sample\n");
    write(site.resolve("toy/inner.py"), DRAWS);
  }

  private static void write(Path file, String text) throws IOException {
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Files.writeString(file, text);
  }

  private String table(InstalledPackages of, String source) {
    Notebook notebook = Notebook.python(List.of(Cell.code("a", source)));
    EnvironmentRequest request =
        new EnvironmentRequest(folder, Optional.empty(), Optional.empty(), Map.of());
    return String.join("", of.tables(of.names(folder, notebook), request));
  }

  @Test
  void whatAPackageDrawsOnIsToldWithoutStartingPython() {
    assertThat(table(packages, "import toy"))
        .contains("toy.sample ambient @numpy.random rw unless seed|1")
        .contains("by toy/inner.py:5");
    assertThat(folder.resolve(".venv/bin/python.started")).doesNotExist();
  }

  @Test
  void cellsThatDrawInsideAPackageAreOrdered() {
    Notebook notebook =
        Notebook.python(
            List.of(
                Cell.code("seed", "import numpy as np, toy\nnp.random.seed(1)"),
                Cell.code("one", "a = toy.sample(3)"),
                Cell.code("two", "b = toy.sample(3)"),
                Cell.code("own", "c = toy.sample(3, seed=7)")));
    EnvironmentRequest request =
        new EnvironmentRequest(folder, Optional.empty(), Optional.empty(), Map.of());
    List<String> tables = packages.tables(packages.names(folder, notebook), request);
    DependencyGraph graph =
        new AnalysisHost().apply(notebook, AnalysisInputs.none().withInstalled(tables)).graph();
    assertThat(graph.predecessors(2)).contains(0, 1);
    assertThat(graph.predecessors(3)).containsExactly(0);
    DependencyGraph blind = new AnalysisHost().apply(notebook, AnalysisInputs.none()).graph();
    assertThat(blind.predecessors(2)).containsExactly(0);
  }

  @Test
  void packagesWithTablesAndModulesBesideTheNotebookAreNotRead() throws IOException {
    write(site.resolve("numpy/__init__.py"), DRAWS);
    write(site.resolve("own/__init__.py"), DRAWS);
    write(folder.resolve("own.py"), "x = 1\n");
    assertThat(table(packages, "import numpy, own\nimport absent")).isEmpty();
  }

  @Test
  void modulesBesideTheNotebookImportPackagesToo() throws IOException {
    write(folder.resolve("own.py"), "import toy\n");
    assertThat(table(packages, "import own")).contains("toy.sample");
  }

  @Test
  void summariesAreKeptUntilAFileChanges() throws IOException {
    String first = table(packages, "import toy");
    Path kept;
    try (var files = Files.list(folder.resolve("kept"))) {
      kept = files.findFirst().orElseThrow();
    }
    String marked = first + "toy.marked pure\n";
    Files.writeString(kept, marked);
    InstalledPackages later = new InstalledPackages(folder.resolve("kept"));
    assertThat(table(later, "import toy")).isEqualTo(marked);
    write(site.resolve("toy/inner.py"), "def sample(n):\n    return n + 12345\n");
    Files.setLastModifiedTime(site.resolve("toy/inner.py"), FileTime.fromMillis(0));
    assertThat(table(later, "import toy")).doesNotContain("@numpy.random").doesNotContain("marked");
  }

  @Test
  void aKeptSummaryThatIsTornIsMadeAgain() throws IOException {
    String first = table(packages, "import toy");
    try (var files = Files.list(folder.resolve("kept"))) {
      Files.writeString(files.findFirst().orElseThrow(), first.substring(0, 12));
    }
    assertThat(table(new InstalledPackages(folder.resolve("kept")), "import toy")).isEqualTo(first);
  }

  @Test
  void whereNothingCanBeKeptItIsStillTold() throws IOException {
    write(folder.resolve("file"), "");
    InstalledPackages nowhere = new InstalledPackages(folder.resolve("file/kept"));
    assertThat(table(nowhere, "import toy")).contains("toy.sample");
  }
}
