package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freshet run} on a real Python: what is written, what is left alone, what is told. */
class RunCommandTest {
  private static final String NOTEBOOK =
      """
      {
       "cells": [
        {
         "cell_type": "code",
         "execution_count": null,
         "id": "load",
         "metadata": {"tags": ["parameters"]},
         "outputs": [],
         "source": ["rows = 3"]
        },
        {
         "cell_type": "code",
         "execution_count": null,
         "id": "show",
         "metadata": {},
         "outputs": [],
         "source": ["print('rows', rows)"]
        }
       ],
       "metadata": {},
       "nbformat": 4,
       "nbformat_minor": 5
      }
      """;

  @TempDir private Path directory = Path.of("");
  private Path notebook = Path.of("");
  private final Shell shell = new Shell();

  @BeforeEach
  void write() throws IOException {
    notebook = Files.writeString(directory.resolve("a.ipynb"), NOTEBOOK);
  }

  private int run(Object... more) {
    List<Object> arguments = new ArrayList<>(List.of("run", notebook, "--jobs", 2));
    arguments.addAll(List.of("--store", directory.resolve("store")));
    String python = System.getenv("FRESHET_PYTHON");
    if (python != null) {
      arguments.addAll(List.of("--python", python));
    }
    arguments.addAll(Arrays.asList(more));
    return shell.run(arguments.toArray());
  }

  private List<String> states() throws IOException {
    JsonNode report =
        JsonMapper.builder().build().readTree(directory.resolve("report.json").toFile());
    List<String> states = new ArrayList<>();
    report.path("cells").forEach(cell -> states.add(cell.path("state").asText()));
    return states;
  }

  @Test
  void theTimelineIsOnePageThatHoldsTheRun() throws IOException {
    Path page = directory.resolve("run.html");
    String source = "print('</script><b>')";
    Files.writeString(notebook, NOTEBOOK.replace("print('rows', rows)", source));
    assertThat(run("--timeline", page)).as(shell.err()).isZero();
    String html = Files.readString(page);
    assertThat(html.replace("http://www.w3.org/2000/svg", "")).doesNotContain("http:", "https:");
    String begin = "<script id=\"data\" type=\"application/json\">";
    int at = html.indexOf(begin) + begin.length();
    JsonNode data =
        JsonMapper.builder().build().readTree(html.substring(at, html.indexOf("</script>", at)));
    assertThat(data.path("cells").findValuesAsText("source")).contains(source);
    assertThat(data.path("criticalPath")).isNotEmpty();
  }

  @Test
  void runsOnceAndThenRestoresAndLeavesTheNotebookAlone() throws IOException {
    Path report = directory.resolve("report.json");
    assertThat(run("--report", report)).as(shell.err()).isZero();
    assertThat(shell.out()).contains("rows 3").contains("2 ran");
    assertThat(states()).containsExactly("ran", "ran");
    Schemas.valid("freshet.run", Files.readString(report));
    assertThat(run("--report", report)).isZero();
    assertThat(shell.out()).contains("rows 3");
    assertThat(states()).containsExactly("restored", "restored");
    assertThat(notebook).hasContent(NOTEBOOK);
    Files.writeString(notebook, NOTEBOOK.replace("rows = 3", "rows = 4"));
    assertThat(run("--report", report)).isZero();
    assertThat(shell.out()).contains("rows 4");
    assertThat(states()).containsExactly("ran", "ran");
  }

  private String reasons(int cell) throws IOException {
    JsonNode report =
        JsonMapper.builder().build().readTree(directory.resolve("report.json").toFile());
    return report.path("cells").path(cell).path("reasons").findValuesAsText("kind").toString();
  }

  @Test
  void saysWhyACellRunsThatRanInAnEarlierSession() throws IOException {
    Path report = directory.resolve("report.json");
    assertThat(run("--report", report)).as(shell.err()).isZero();
    assertThat(reasons(0)).isEqualTo("[inserted]");
    assertThat(run("--report", report)).isZero();
    assertThat(reasons(0) + reasons(1)).isEqualTo("[][]");
    Files.writeString(notebook, NOTEBOOK.replace("rows = 3", "rows = 4"));
    assertThat(run("--report", report)).isZero();
    assertThat(reasons(0) + reasons(1)).isEqualTo("[edited][input]");
    assertThat(shell.out()).contains("the cell was edited").contains("rows changed in cell 0");
    Files.writeString(notebook, NOTEBOOK.replace("rows = 3", "rows = 1 / 0"));
    assertThat(run("--report", report)).isEqualTo(1);
    assertThat(shell.out()).contains("was not run: rows comes from cell 0, which failed");
    assertThat(run("--report", report)).isEqualTo(1);
    assertThat(reasons(0)).isEqualTo("[requested]");
  }

  @Test
  void affectedCountsWhatEarlierRunsShowed() throws IOException {
    Path store = directory.resolve("store");
    String script =
        """
        # %% make
        cfg = {'a': 1}
        # %% hide
        import ctypes
        ctypes.cast(id(cfg), ctypes.py_object).value.update(b=2)
        # %% read
        rows = len(cfg)
        # %% show
        print(rows)
        # %% free
        print('free')
        """;
    notebook = Files.writeString(directory.resolve("old.py"), script);
    Path now = Files.writeString(directory.resolve("new.py"), script.replace("b=2", "b=3, c=4"));
    assertThat(shell.run("affected", notebook, now, "--store", store)).isEqualTo(2);
    assertThat(shell.err()).contains("no results are kept here");
    assertThat(run()).as(shell.err()).isZero();
    assertThat(affected(notebook, now)).isEqualTo("[false, true, false, false, false]");
    assertThat(affected(notebook, now, "--store", store))
        .isEqualTo("[false, true, true, true, false]");
    assertThat(shell.out()).contains("earlier runs showed that it uses cfg of cell 1");
    assertThat(affected(notebook, notebook, "--store", store)).doesNotContain("true");
  }

  private String affected(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of("affected", "--format", "json"));
    all.addAll(Arrays.asList(arguments));
    assertThat(shell.run(all.toArray())).as(shell.err()).isZero();
    JsonNode document = JsonMapper.builder().build().readTree(shell.out());
    return document.path("cells").findValuesAsText("affected").toString();
  }

  @Test
  void whatCannotBeWrittenIsToldBeforeAnythingRuns() {
    Path nowhere = directory.resolve("nowhere/report.json");
    for (String option : List.of("--report", "-o")) {
      assertThat(run(option, nowhere)).isEqualTo(2);
      assertThat(shell.err()).contains(nowhere + ": it cannot be written").contains("make it");
      assertThat(shell.out()).isEmpty();
    }
    assertThat(shell.run("check", notebook, "--write-baseline", "--baseline", nowhere))
        .isEqualTo(2);
    assertThat(shell.err()).contains("the baseline cannot be written: there is no directory");
    assertThat(run("--report", directory)).isEqualTo(2);
    assertThat(shell.err()).contains("it is a directory");
  }

  @Test
  void whatCannotBeUnderstoodIsSaidWithWhatWasMeant() {
    assertThat(shell.run("chekc", notebook)).isEqualTo(2);
    assertThat(shell.err()).contains("there is no command 'chekc'; did you mean check?");
    assertThat(shell.run("check", "--fromat", "json", notebook)).isEqualTo(2);
    assertThat(shell.err()).contains("there is no option '--fromat'; did you mean --format?");
    assertThat(shell.run("check", "--format", "xml", notebook)).isEqualTo(2);
    assertThat(shell.err()).contains("it is one of text, json, github, sarif, not 'xml'");
    assertThat(shell.run("graph", notebook, notebook)).isEqualTo(2);
    assertThat(shell.err()).contains("is one argument too many");
    assertThat(shell.run("doctor", directory.resolve("none"))).isEqualTo(2);
    assertThat(shell.err()).contains("there is no such directory");
  }

  @Test
  void aParameterIsANameAndJson() {
    assertThat(run("--parameter", "1a=3")).isEqualTo(2);
    assertThat(shell.err()).contains("--parameter 1a: this cannot be a variable's name");
    for (String value : List.of("rows=", "rows=text", "rows=1 2")) {
      assertThat(run("--parameter", value)).isEqualTo(2);
      assertThat(shell.err()).contains("--parameter rows: the value must be JSON");
    }
  }

  @Test
  void parametersDoNotHideTheExpressionThatTheirCellShows() throws IOException {
    Files.writeString(
        notebook, NOTEBOOK.replace("\"rows = 3\"", "\"rows = 3\\nrows, 0  # shown\""));
    assertThat(run("--parameter", "rows=7")).isZero();
    assertThat(shell.out()).contains("(3, 0)").contains("rows 7");
  }

  @Test
  void writesTheOutputsWhereItIsTold() throws IOException {
    Path copy = directory.resolve("out.ipynb");
    Path timeline = directory.resolve("lanes.svg");
    assertThat(run("-o", copy, "--timeline", timeline, "--parameter", "rows=7")).isZero();
    assertThat(copy).content().contains("rows 7\\n").contains("\"execution_count\": 2");
    assertThat(timeline).content().startsWith("<svg ").contains("cell 1 [show]");
    assertThat(notebook).hasContent(NOTEBOOK);
    assertThat(run("--in-place")).isZero();
    assertThat(notebook).content().contains("rows 3\\n");
  }

  @Test
  void aFailedCellIsToldAndTheNotebookLeftAlone() throws IOException {
    String failing = NOTEBOOK.replace("rows = 3", "rows = 1/0");
    Files.writeString(notebook, failing);
    assertThat(run("--in-place")).isEqualTo(1);
    assertThat(shell.out())
        .contains("ZeroDivisionError")
        .contains("cell 1 [show]")
        .contains("not run");
    assertThat(shell.err()).contains("left as it is");
    assertThat(notebook).hasContent(failing);
  }

  @Test
  void onlyChosenCellsAndTheirAncestorsRun() throws IOException {
    assertThat(run("--cells", "load", "--report", directory.resolve("report.json"))).isZero();
    assertThat(states().get(0)).isEqualTo("ran");
    assertThat(shell.out()).doesNotContain("rows 3");
  }

  @Test
  void whatCannotBeAskedForIsRefusedBeforeAnythingRuns() {
    assertThat(run("--cells", "nothing")).isEqualTo(2);
    assertThat(run("--parameter", "rows=many")).isEqualTo(2);
    assertThat(run("--parameter", "rows")).isEqualTo(2);
    assertThat(run("--timeout", "0")).isEqualTo(2);
    assertThat(run("--jobs", "0")).isEqualTo(2);
    assertThat(run("--in-place", "-o", "x.ipynb")).isEqualTo(2);
    assertThat(run("--timeline", "lanes.png")).isEqualTo(2);
    assertThat(shell.run("run", notebook, "--no-store", "--python", directory.resolve("none")))
        .isEqualTo(2);
    assertThat(shell.err()).contains("there is no such program");
  }
}
