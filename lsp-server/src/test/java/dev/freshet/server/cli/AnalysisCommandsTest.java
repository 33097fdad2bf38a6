package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code check}, {@code graph} and {@code affected} print, and their exit status. */
class AnalysisCommandsTest {
  private static final String SCRIPT =
      """
      # %% load
      rows = [1, 2]
      # %% [markdown]
      # words
      # %% total
      total = sum(rows) + missing
      # %% other
      other = 1
      """;

  @TempDir private Path directory = Path.of("");
  private final Shell shell = new Shell();

  private Path write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private JsonNode json() throws IOException {
    return JsonMapper.builder().build().readTree(shell.out());
  }

  @Test
  void checkTellsProblemsWithPlacesAndExitsWithOne() throws IOException {
    Path script = write("a.py", SCRIPT);
    assertThat(shell.run("check", script)).isEqualTo(1);
    assertThat(shell.out())
        .contains(script + ":cell 2 [total]:1:21 error[undefined-name]")
        .contains("Found 1 problem in 1 notebook.");
    assertThat(shell.run("check", script, "--exit-zero")).isZero();
    assertThat(shell.run("check", script, "--ignore", "undefined")).isZero();
    assertThat(shell.run("check", script, "--select", "syntax-error")).isZero();
  }

  @Test
  void checkOfPathsAloneSaysWhatItSaysWithOptions() throws IOException {
    Path script = write("a.py", SCRIPT);
    Path broken = write("b.ipynb", "{");
    for (Path path : List.of(script, broken, directory, directory.resolve("none.ipynb"))) {
      int plain = shell.run("check", path);
      String out = shell.out();
      String err = shell.err();
      assertThat(shell.run("check", "--format", "text", path)).isEqualTo(plain);
      assertThat(shell.out()).isEqualTo(out);
      assertThat(shell.err()).isEqualTo(err);
      assertThat(out + err).isNotEmpty();
    }
  }

  @Test
  void checkAsJsonHoldsFactsEdgesAndDiagnostics() throws IOException {
    shell.run("check", "--format", "json", write("a.py", SCRIPT));
    JsonNode document = json();
    assertThat(document.path("schema").asText()).isEqualTo("freshet.check");
    JsonNode notebook = document.path("notebooks").path(0);
    JsonNode total = notebook.path("cells").path(1);
    assertThat(total.path("index").asInt()).isEqualTo(2);
    assertThat(total.path("line").asInt()).isEqualTo(6);
    JsonNode read = total.path("reads").path(0);
    assertThat(read.path("name").asText()).isEqualTo("rows");
    assertThat(read.path("from").toString()).isEqualTo("[0]");
    assertThat(read.path("ranges").toString()).isEqualTo("[[1,13,1,17]]");
    assertThat(notebook.path("edges").path(0).path("kind").asText()).isEqualTo("data");
    assertThat(notebook.path("diagnostics").path(0).path("code").asText())
        .isEqualTo("undefined-name");
    assertThat(total.path("openWorld").isNull()).isTrue();
  }

  @Test
  void checkForGitHubAndSarifPointsIntoTheFile() throws IOException {
    Path script = write("a.py", SCRIPT);
    shell.run("check", "--format", "github", script);
    assertThat(shell.out()).startsWith("::error file=").contains("line=6,");
    shell.run("check", "--format", "sarif", script);
    assertThat(json().at("/runs/0/results/0/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(6);
  }

  @Test
  void aDirectoryMeansTheNotebooksBelowIt() throws IOException {
    write("a.py", SCRIPT);
    write("module.py", "x = 1\n");
    Files.createDirectories(directory.resolve(".ipynb_checkpoints"));
    write(".ipynb_checkpoints/b.py", SCRIPT);
    shell.run("check", "--format", "json", directory);
    assertThat(json().path("notebooks")).hasSize(1);
  }

  @Test
  void filesThatCannotBeReadAreNamedAndTheOthersChecked() throws IOException {
    Path broken = write("broken.ipynb", "{\"cells\": [");
    Path script = write("a.py", "# %%\nx = 1\n");
    assertThat(shell.run("check", broken, script, directory.resolve("none.ipynb"))).isEqualTo(2);
    assertThat(shell.err())
        .contains("broken.ipynb: ")
        .contains("none.ipynb: there is no such file");
    assertThat(shell.out()).contains("1 notebook");
  }

  @Test
  void anotherLanguageIsRefused() throws IOException {
    Path notebook =
        write(
            "r.ipynb",
            "{\"cells\": [], \"metadata\": {\"kernelspec\": {\"name\": \"ir\", \"language\": \"R\"}},"
                + " \"nbformat\": 4, \"nbformat_minor\": 5}");
    assertThat(shell.run("graph", notebook)).isEqualTo(2);
    assertThat(shell.err()).contains("r.ipynb: its kernel language is r");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text", "json", "dot", "mermaid"})
  void graphInEveryFormat(String format) throws IOException {
    assertThat(shell.run("graph", write("a.py", SCRIPT), "--format", format)).isZero();
    assertThat(shell.out()).contains("rows");
  }

  @Test
  void graphAsJsonHasWaves() throws IOException {
    shell.run("graph", write("a.py", SCRIPT), "--format", "json");
    assertThat(json().path("waves").toString()).isEqualTo("[[0,3],[2]]");
  }

  @Test
  void graphAndAffectedGoByThePythonOfTheSettings() throws IOException {
    String text =
        """
        # %% a
        log = []
        def note(k):
            log.append(k)
            return int
        # %% b
        x: note(1) = 5
        # %% c
        print(log)
        """;
    Path before = write("before.py", text);
    Path after = write("after.py", text.replace("note(1)", "note(2)"));
    write("freshet.toml", "python-version = \"3.13\"\n");
    shell.run("graph", before, "--format", "mermaid");
    String evaluated = shell.out();
    shell.run("affected", before, after);
    assertThat(shell.out()).contains("2 of 3 cells are affected.");
    // PEP 649: annotations wait until somebody asks for them.
    write("freshet.toml", "python-version = \"3.14\"\n");
    shell.run("graph", before, "--format", "mermaid");
    assertThat(shell.out()).isNotEqualTo(evaluated);
    shell.run("affected", before, after);
    assertThat(shell.out()).contains("1 of 3 cells are affected.");
    write("freshet.toml", "python-version = 3\n");
    assertThat(shell.run("graph", before)).isEqualTo(2);
    assertThat(shell.err()).contains("python-version");
  }

  @Test
  void aProcessOfItsOwnTellsItsCallerByItsExitStatus() throws Exception {
    Path bad = write("bad.py", "# %%\nprint(missing)\n");
    Path good = write("good.py", "# %%\nprint(1)\n");
    assertThat(exitStatus("check", bad)).isEqualTo(1);
    assertThat(exitStatus("check", bad, "--exit-zero")).isZero();
    assertThat(exitStatus("check", good)).isZero();
    assertThat(exitStatus("check", directory.resolve("none.py"))).isEqualTo(2);
  }

  private static int exitStatus(Object... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.add("dev.freshet.server.Main");
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    return process.waitFor();
  }

  @Test
  void affectedTellsWhoseResultMayDifferAndWhy() throws IOException {
    Path before = write("old.py", SCRIPT);
    Path after = write("new.py", SCRIPT.replace("[1, 2]", "[1, 2, 3]"));
    assertThat(shell.run("affected", before, after, "--format", "json")).isZero();
    JsonNode cells = json().path("cells");
    assertThat(cells).hasSize(3);
    assertThat(cells.path(0).at("/reasons/0/kind").asText()).isEqualTo("edited");
    assertThat(cells.path(1).path("affected").asBoolean()).isTrue();
    assertThat(cells.path(2).path("affected").asBoolean()).isFalse();
    assertThat(shell.run("affected", before, after, "--exit-code")).isEqualTo(1);
    assertThat(shell.out()).contains("2 of 3 cells are affected.");
    assertThat(shell.run("affected", before, before)).isZero();
    assertThat(shell.out()).contains("0 of 3 cells are affected.");
  }

  @Test
  void wrongUsageExitsWithTwo() throws IOException {
    assertThat(shell.run()).isEqualTo(2);
    assertThat(shell.run("frobnicate")).isEqualTo(2);
    assertThat(shell.run("check")).isEqualTo(2);
    assertThat(shell.run("graph", "--format", "png", write("a.py", SCRIPT))).isEqualTo(2);
    assertThat(shell.err()).contains("freshet graph --help");
    assertThat(shell.run("affected", write("a.py", SCRIPT))).isEqualTo(2);
    assertThat(shell.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "check", "graph", "affected", "run", "bench", "doctor", "lsp", "corpus"})
  void helpFitsOneScreenAndShowsAnExample(String command) {
    assertThat(command.isEmpty() ? shell.run("--help") : shell.run(command, "--help")).isZero();
    assertThat(shell.out().lines().count()).isLessThanOrEqualTo(48);
    assertThat(shell.out()).contains("Example");
  }
}
