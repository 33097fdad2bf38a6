package dev.freshet.executor.runtime.python;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What needs no installation: the order of candidates, and the messages when nothing fits. */
final class PythonEnvironmentsTest {
  private final Path folder;

  PythonEnvironmentsTest(@TempDir Path folder) {
    this.folder = folder;
  }

  @Test
  void aVirtualEnvironmentAboveTheNotebookGoesBeforeThePath() throws IOException {
    Path inVenv = script(folder.resolve(".venv/bin/python"), "exit 1");
    Path onPath = script(folder.resolve("bin/python3"), "exit 1");
    Path notebooks = Files.createDirectories(folder.resolve("a/b"));
    assertThat(Interpreters.candidates(request(notebooks, folder.resolve("bin"), Map.of())))
        .extracting(Candidate::executable)
        .containsExactly(inVenv, onPath);
  }

  @Test
  void anActiveVirtualEnvironmentGoesFirst() throws IOException {
    Path active = script(folder.resolve("active/bin/python"), "exit 1");
    script(folder.resolve(".venv/bin/python"), "exit 1");
    EnvironmentRequest request =
        request(
            folder,
            folder.resolve("none"),
            Map.of("VIRTUAL_ENV", folder.resolve("active").toString()));
    assertThat(Interpreters.candidates(request).get(0).executable()).isEqualTo(active);
  }

  @Test
  void anOldPythonIsRefusedWithItsVersionAndARemedy() throws IOException {
    String answer =
        "{\"version\": \"3.8.18\", \"tag\": \"cpython-38\", \"cpython\": true, \"pip\": true, \"packages\": {}}";
    script(folder.resolve("bin/python3"), "echo '" + answer + "'");
    assertThatThrownBy(
            () -> environments().find(request(folder, folder.resolve("bin"), Map.of()), line -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("3.8.18")
        .hasMessageContaining("Remedy");
  }

  @Test
  void noPythonAtAllIsSaidPlainly() throws IOException {
    assertThatThrownBy(() -> environments().find(request(folder, folder, Map.of()), line -> {}))
        .isInstanceOf(EnvironmentException.class)
        .hasMessageContaining("no CPython 3.10 or newer was found");
  }

  @Test
  void anInterpreterThatIsNotThereIsNamed() throws IOException {
    EnvironmentRequest request =
        new EnvironmentRequest(
            folder, Optional.of(folder.resolve("nope")), Optional.empty(), Map.of());
    assertThatThrownBy(() -> environments().find(request, line -> {})).hasMessageContaining("nope");
  }

  @Test
  void anEnvironmentThatHasEverythingNeedsNoSideDirectory() throws IOException {
    String answer =
        "{\"version\": \"3.12.1\", \"tag\": \"cpython-312\", \"cpython\": true, \"pip\": true,"
            + " \"packages\": {\"cloudpickle\": \"3.1.2\"}}";
    Path fit = script(folder.resolve("bin/python3"), "echo '" + answer + "'");
    PythonEnvironment found =
        environments().find(request(folder, folder.resolve("bin"), Map.of()), line -> {});
    assertThat(found)
        .isEqualTo(new PythonEnvironment(fit, "3.12.1", "python3 on the path", Optional.empty()));
  }

  @Test
  void anEnvironmentWithoutPipOrVenvSaysWhatToInstall() throws IOException {
    String answer =
        "{\"version\": \"3.12.1\", \"tag\": \"cpython-312\", \"cpython\": true, \"pip\": false, \"packages\": {}}";
    script(
        folder.resolve("bin/python3"),
        "if [ \"$2\" = venv ]; then echo 'No module named venv'; exit 1; fi\necho '"
            + answer
            + "'");
    assertThatThrownBy(
            () -> environments().find(request(folder, folder.resolve("bin"), Map.of()), line -> {}))
        .hasMessageContaining("has no pip")
        .hasMessageContaining("No module named venv");
  }

  private PythonEnvironments environments() throws IOException {
    Path runtime = Files.createDirectories(folder.resolve("runtime"));
    Files.writeString(runtime.resolve("side-requirements.txt"), "# pinned\ncloudpickle==3.1.2\n");
    return new PythonEnvironments(runtime);
  }

  private EnvironmentRequest request(Path directory, Path path, Map<String, String> more) {
    Map<String, String> variables = new HashMap<>(more);
    variables.put("PATH", path.toString());
    variables.put("HOME", folder.resolve("home").toString());
    return new EnvironmentRequest(directory, Optional.empty(), Optional.empty(), variables);
  }

  private static Path script(Path file, String body) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
