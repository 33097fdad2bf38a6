package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freshet affected --against}, with a real Git. */
class AffectedGitTest {
  @TempDir private Path directory = Path.of("");
  private final Shell shell = new Shell();

  @BeforeEach
  void repository() throws Exception {
    directory = directory.toRealPath();
    git("init", "-q", "-b", "main");
  }

  private void git(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", directory.toString()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private void commit() throws IOException, InterruptedException {
    git("add", "-A");
    git("commit", "-q", "-m", "x");
  }

  /** Cells as {@code id|source|output}; the output may be empty. */
  private Path write(String name, String... cells) throws IOException {
    List<String> json = new ArrayList<>();
    for (String cell : cells) {
      String[] parts = cell.split("\\|", -1);
      String output =
          parts[2].isEmpty()
              ? ""
              : "{\"output_type\": \"stream\", \"name\": \"stdout\", \"text\": \""
                  + parts[2]
                  + "\"}";
      json.add(
          "{\"cell_type\": \"code\", \"id\": \"%s\", \"metadata\": {}, \"execution_count\": 1,"
                  .formatted(parts[0])
              + "\n  \"outputs\": [%s], \"source\": \"%s\"}".formatted(output, parts[1]));
    }
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(
        file,
        "{\"cells\": [\n %s],\n \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}\n"
            .formatted(String.join(",\n ", json)));
  }

  private JsonNode json(Object... arguments) throws IOException {
    List<Object> all = new ArrayList<>(List.of("affected", "--format", "json"));
    all.addAll(List.of(arguments));
    assertThat(shell.run(all.toArray())).as(shell.err()).isZero();
    return Schemas.valid("freshet.affected", shell.out());
  }

  private static List<String> affected(JsonNode document) {
    List<String> ids = new ArrayList<>();
    for (JsonNode cell : document.path("cells")) {
      if (cell.path("affected").asBoolean()) {
        ids.add(cell.path("id").asText());
      }
    }
    return ids;
  }

  @Test
  void whatIsNoRevisionIsSaidAndIsNoOptionOfGit() throws Exception {
    git("init", "-q");
    Path notebook = write("a.ipynb", "x|x = 1|");
    commit();
    Path evil = directory.resolve("evil");
    for (String revision : List.of("nosuch", "--output=" + evil, "HEAD..--output=" + evil)) {
      assertThat(shell.run("affected", notebook, "--against=" + revision)).isEqualTo(2);
      assertThat(shell.err()).contains("there is no revision '");
    }
    assertThat(evil).doesNotExist();
  }

  @Test
  void tellsWhichOutputsInTheFileAreStale() throws Exception {
    Path file = write("deep/a.ipynb", "a|x = 1|", "b|print(x)|1", "c|print(2)|2", "d|print(x)|1");
    commit();
    write("deep/a.ipynb", "a|x = 5|", "b|print(x)|1", "c|print(2)|2", "d|print(x)|5");
    assertThat(shell.run("affected", file, "--against", "HEAD", "--exit-code")).isEqualTo(1);
    assertThat(shell.out())
        .startsWith("1 cell changed (1 edited); 1 output in the file is now stale.")
        .contains("3 of 4 cells are affected.");
    JsonNode document = json(file, "--against", "HEAD");
    assertThat(affected(document)).containsExactly("a", "b", "d");
    assertThat(document.at("/summary/staleOutputs").asInt()).isEqualTo(1);
    shell.run("affected", file, "--against", "HEAD", "--format", "github");
    assertThat(shell.out()).contains("::warning file=", "title=cell 1 is stale::x is assigned in");
  }

  @Test
  void modulesBesideTheNotebookAreTakenAsTheyWereThen() throws Exception {
    Path helper = Files.writeString(directory.resolve("helper.py"), "import deeper\nk = 1\n");
    Files.writeString(directory.resolve("deeper.py"), "v = 1\n");
    Path file =
        write("a.ipynb", "a|import helper|", "b|print(helper.k)|1", "c|import json|", "d|json|");
    commit();
    assertThat(affected(json(file, "--against", "HEAD"))).isEmpty();
    Files.writeString(helper, "import deeper\nk = 2\n");
    assertThat(affected(json(file, "--against", "HEAD"))).containsExactly("a", "b");
    shell.run("affected", file, "--against", "HEAD");
    assertThat(shell.out()).contains("the module helper was edited");
    Files.writeString(helper, "import deeper\nk = 1\n");
    Files.writeString(directory.resolve("deeper.py"), "v = 2\n");
    assertThat(affected(json(file, "--against", "HEAD"))).containsExactly("a", "b");
    commit();
    assertThat(affected(json(file, "--against", "HEAD"))).isEmpty();
    assertThat(affected(json(file, "--against", "HEAD~1..HEAD"))).containsExactly("a", "b");
  }

  @Test
  void splittingAndMovingIsUnderstood() throws Exception {
    Path file = write("a.ipynb", "a|x = 1\\ny = f(x)|", "b|print(x)|1", "c|print(y)|2");
    commit();
    // Cell a ran and put nothing out, so its call does not either.
    write("a.ipynb", "a|x = 1|", "n|y = f(x)|", "c|print(y)|2", "b|print(x)|1");
    JsonNode document = json(file, "--against", "HEAD");
    assertThat(affected(document)).isEmpty();
    assertThat(document.path("summary").toString()).contains("\"inserted\":1", "\"moved\":1");
  }

  @Test
  void followsRenamesRangesAndDirectories() throws Exception {
    write("a.ipynb", "a|x = 1|", "b|print(x)|1");
    write("same.ipynb", "a|x = 1|");
    commit();
    git("mv", "a.ipynb", "b.ipynb");
    Path file = write("b.ipynb", "a|x = 2|", "b|print(x)|1");
    commit();
    assertThat(affected(json(file, "--against", "HEAD~1"))).containsExactly("a", "b");
    assertThat(affected(json(file, "--against", "HEAD~1..HEAD"))).containsExactly("a", "b");
    Path fresh = write("sub/new.ipynb", "a|print(1)|");
    assertThat(affected(json(file, "--against", "HEAD"))).isEmpty();
    assertThat(affected(json(fresh, "--against", "HEAD"))).containsExactly("a");
    JsonNode all = json(directory, "--against", "HEAD~1");
    assertThat(all.path("notebooks").findValuesAsText("path"))
        .containsExactly(file.toString(), fresh.toString());
    assertThat(json(directory.resolve("sub"), "--against", "HEAD~1").path("notebooks")).hasSize(1);
    assertThat(json(directory, "--against", "HEAD~1..HEAD").path("notebooks")).hasSize(1);
    assertThat(shell.run("affected", file, "--against", "nowhere")).isEqualTo(2);
    assertThat(shell.err()).contains("nowhere");
  }
}
