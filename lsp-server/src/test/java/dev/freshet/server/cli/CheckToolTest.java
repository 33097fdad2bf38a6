package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freshet check} with settings, fixes, baselines, and in formats for other programs. */
class CheckToolTest {
  private static final String TWO =
      """
      # %% first
      a = one
      # %% second
      b = two
      """;

  @TempDir private Path directory = Path.of("");
  private final Shell shell = new Shell();

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  @Test
  void theNearestSettingsHold() throws IOException {
    write("freshet.toml", "[check]\nignore = [\"undefined\"]\n");
    write(
        "strict/pyproject.toml", "[tool.freshet.check]\nseverity = {undefined-name = \"hint\"}\n");
    Path above = write("a.py", TWO);
    Path below = write("strict/deep/a.py", TWO);
    assertThat(shell.run("check", above)).isZero();
    assertThat(shell.run("check", below)).isEqualTo(1);
    assertThat(shell.out()).contains("hint[undefined-name]");
    assertThat(shell.run("check", above, "--isolated")).isEqualTo(1);
    assertThat(shell.run("check", above, "--select", "undefined-name")).isEqualTo(1);
    Path other = write("other.toml", "[check]\nselect = [\"syntax\"]\n");
    assertThat(shell.run("check", below, "--config", other)).isZero();
  }

  @Test
  void patternsExcludeAndIgnore() throws IOException {
    write(
        "pyproject.toml",
        """
        [tool.freshet]
        exclude = ["old", "drafts/*.py"]
        [tool.freshet.check.per-file-ignores]
        "**/lecture*.py" = ["undefined-name"]
        """);
    write("a.py", TWO);
    write("x/old/b.py", TWO);
    Path draft = write("drafts/c.py", TWO);
    write("drafts/deep/lecture1.py", TWO);
    shell.run("check", directory);
    assertThat(shell.out()).contains("a.py", "in 2 notebooks").doesNotContain("b.py", "c.py:");
    assertThat(shell.out()).doesNotContain("lecture1");
    assertThat(shell.run("check", draft)).isEqualTo(1);
    write("drafts/freshet.toml", "exclude = [\"*.py\"]\nforce-exclude = true\n");
    assertThat(shell.run("check", draft)).isZero();
  }

  @Test
  void syntaxIsJudgedByTheVersionOfTheSettingsElseOfTheFile() throws IOException {
    Path notebook =
        write(
            "new.ipynb",
            """
            {"cells": [{"cell_type": "code", "id": "a", "metadata": {}, "outputs": [],
              "execution_count": null, "source": "match 1:\\n    case _: print(1)"}],
             "metadata": {"language_info": {"name": "python", "version": "3.9.7"}},
             "nbformat": 4, "nbformat_minor": 5}
            """);
    assertThat(shell.run("check", notebook)).isEqualTo(1);
    assertThat(shell.out()).contains("need Python 3.10 or newer; this notebook's is 3.9");
    write("freshet.toml", "python-version = \"3.10\"\n");
    assertThat(shell.run("check", notebook)).isZero();
    write("freshet.toml", "python-version = \"2.7\"\n");
    assertThat(shell.run("check", notebook)).isEqualTo(2);
    assertThat(shell.err()).contains("python-version", "must be a version such as \"3.12\"");
  }

  @Test
  void settingsThatAreWrongAreToldWithTheirLine() throws IOException {
    Path script = write("a.py", TWO);
    Path toml = write("freshet.toml", "# ours\n\n[check]\nselct = [\"undefined\"]\n");
    assertThat(shell.run("check", script)).isEqualTo(2);
    assertThat(shell.err())
        .contains(toml + ":4: there is no key 'selct' in [check]; its keys are select, ");
    assertThat(shell.run("check", script, "--select", "undefind")).isEqualTo(2);
    assertThat(shell.err()).contains("there is no check 'undefind'");
  }

  @Test
  void fixesTouchNothingElseAndAreDoneOnce() throws IOException {
    String notebook =
        """
        {"metadata": {},   "nbformat": 4, "nbformat_minor": 5,
         "cells": [
        {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": 3, "outputs": [ ],
          "source": ["# freshet: ignore-file[file-feedback]\\n",
         "x = 1  # freshet: ignore[open-world]\\n", "y = 'é\\u00e9'"]}
        ] }
        """;
    Path file = write("a.ipynb", notebook);
    assertThat(shell.run("check", file)).isEqualTo(1);
    assertThat(shell.out()).contains("--fix mends 2 of them.");
    assertThat(shell.run("check", "--fix", file)).isZero();
    assertThat(shell.err()).contains("fixed 2 findings", "cell 0: unused-suppression");
    String mended = Files.readString(file);
    assertThat(mended).contains("\"x = 1\\n\"").doesNotContain("freshet: ignore");
    String head = notebook.substring(0, notebook.indexOf("\"source\""));
    assertThat(mended).startsWith(head).endsWith("]}\n] }\n");
    assertThat(shell.run("check", "--fix", file)).isZero();
    assertThat(shell.err()).isEmpty();
    assertThat(Files.readString(file)).isEqualTo(mended);
  }

  @Test
  void fixesOfScriptsKeepTheirLineEnds() throws IOException {
    Path file = write("a.py", "# %%\r\nx = 1  # freshet: ignore\r\n\r\n# %%\r\ny = 2\r\n");
    assertThat(shell.run("check", "--fix", file)).isZero();
    assertThat(Files.readString(file)).isEqualTo("# %%\r\nx = 1\r\n\r\n# %%\r\ny = 2\r\n");
  }

  @Test
  void aBaselineHoldsWhatMovesAndNotWhatIsNew() throws IOException {
    Path file = write("a.py", TWO);
    Path baseline = directory.resolve("known.json");
    assertThat(shell.run("check", file, "--baseline", baseline, "--write-baseline")).isZero();
    Schemas.valid("freshet.baseline", Files.readString(baseline));
    write("a.py", "# %% new\nz = 0\nzz = 0\n# %% second\n\nb = two\n# %% first\na = one\n");
    assertThat(shell.run("check", file, "--baseline", baseline)).isZero();
    assertThat(shell.out()).contains("Nothing found in 1 notebook, besides 2 of the baseline.");
    write("a.py", TWO + "# %% third\nc = one\n");
    assertThat(shell.run("check", file, "--baseline", baseline)).isEqualTo(1);
    assertThat(shell.out()).contains("cell 2 [third]").contains("Found 1 problem");
    write("freshet.toml", "[check]\nbaseline = \"known.json\"\n");
    assertThat(shell.run("check", file)).isEqualTo(1);
    assertThat(shell.run("check", file, "--baseline", file)).isEqualTo(2);
    assertThat(shell.err()).contains("no baseline of Freshet");
  }

  @Test
  void sarifHoldsAgainstItsSchema() throws IOException {
    Path file =
        write("with space.py", TWO + "# %% third\nc = three # freshet: ignore[undefined-name]\n");
    Path baseline = directory.resolve("known.json");
    shell.run("check", file, "--baseline", baseline, "--write-baseline");
    write(
        "with space.py",
        Files.readString(file) + "d = 'äöü', four\ne = 5  # freshet: ignore[open-world]\n");
    Path broken = write("broken.ipynb", "{");
    shell.run("check", file, broken, "--baseline", baseline, "--format", "sarif");
    JsonNode run = Schemas.validSarif(shell.out()).at("/runs/0");
    JsonNode results = run.path("results");
    assertThat(results.findValuesAsText("baselineState"))
        .containsExactly("new", "new", "unchanged", "unchanged", "new");
    assertThat(results.at("/4/suppressions/0/kind").asText()).isEqualTo("inSource");
    assertThat(results.at("/0/locations/0/physicalLocation/region").toString())
        .isEqualTo("{\"startLine\":7,\"startColumn\":12,\"endLine\":7,\"endColumn\":16}");
    assertThat(results.at("/1/fixes/0/artifactChanges/0/replacements")).hasSize(1);
    String uri = results.at("/0/locations/0/physicalLocation/artifactLocation/uri").asText();
    assertThat(uri).startsWith("file:///").endsWith("with%20space.py");
    assertThat(run.at("/invocations/0/executionSuccessful").asBoolean()).isFalse();
  }

  @Test
  void linesOfNotebooksAreThoseOfTheFile() throws IOException {
    Path file =
        write(
            "a.ipynb",
            """
            {"cells": [
             {"cell_type": "code", "id": "a", "metadata": {}, "execution_count": null, "outputs": [],
              "source": ["x = 1\\n",
               "y = one\\n",
               "z = two"]},
             {"cell_type": "code", "id": "b", "metadata": {}, "execution_count": null, "outputs": [],
              "source": "x = 1\\ny = 100%three"}
            ], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
            """);
    shell.run("check", file, "--format", "github");
    assertThat(shell.out().lines().map(l -> l.replaceAll(".*line=(\\d+),.*", "$1")))
        .containsExactly("4", "5", "7");
    shell.run("check", file, "--format", "sarif");
    JsonNode result = Schemas.validSarif(shell.out()).at("/runs/0/results/1/locations/0");
    assertThat(result.at("/physicalLocation/region").toString())
        .isEqualTo("{\"startLine\":5,\"endLine\":5}");
    assertThat(result.at("/logicalLocations/0/name").asText()).isEqualTo("a");
  }

  @Test
  void annotationsEscapeWhatGitHubWouldRead() throws IOException {
    Path file = write("a,b:c%.py", "# %%\nx = one\n");
    shell.run("check", file, "--format", "github");
    assertThat(shell.out())
        .contains("a%2Cb%3Ac%25.py,line=2,title=undefined-name in cell 0::cell 0, line 1: one is");
  }

  @Test
  void documentsHoldAgainstTheirSchemas() throws IOException {
    Path file =
        write(
            "a.py",
            """
            # %% a
            import random
            import numpy as np
            from nowhere import *
            rows = [random.random()]
            def f(): return rows
            # %% b
            rows.append(f())
            open("x.txt", "w").write(str(rows)); missing
            # %% c
            !ls {rows}
            del rows
            x = 1  # freshet: ignore[open-world]
            # %% d
            print(open("x.txt").read(), later)
            %whos
            # %% e
            later = 1
            """);
    shell.run("check", file, file.resolveSibling("none.py"), "--format", "json");
    Schemas.valid("freshet.check", shell.out());
    shell.run("graph", file, "--format", "json");
    Schemas.valid("freshet.graph", shell.out());
    Path changed = write("b.py", Files.readString(file).replace("random()]", "random(), 2]"));
    shell.run("affected", file, changed, "--format", "json");
    Schemas.valid("freshet.affected", shell.out());
  }
}
