package dev.freshet.executor.runtime.python;

import static java.util.stream.Collectors.toList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where interpreters may be found, in the order in which they are taken (docs/interfaces.md). */
final class Interpreters {
  private static final List<String> NAMES =
      List.of(
          "python3",
          "python3.14",
          "python3.13",
          "python3.12",
          "python3.11",
          "python3.10",
          "python");

  private Interpreters() {}

  /**
   * The active virtual environment, else one at or above the notebook, else the kernelspec's, else
   * those on the path.
   */
  static List<Candidate> candidates(EnvironmentRequest request) {
    List<Candidate> found = new ArrayList<>();
    request
        .variable("VIRTUAL_ENV")
        .or(() -> request.variable("CONDA_PREFIX"))
        .flatMap(prefix -> executableIn(Path.of(prefix)))
        .ifPresent(path -> found.add(new Candidate(path, "the active virtual environment")));
    above(request.directory())
        .flatMap(folder -> Stream.of(folder.resolve(".venv"), folder.resolve("venv")))
        .flatMap(prefix -> executableIn(prefix).stream())
        .findFirst()
        .ifPresent(
            path ->
                found.add(new Candidate(path, "the virtual environment at or above the notebook")));
    request
        .kernelName()
        .flatMap(name -> kernelspec(request, name))
        .ifPresent(path -> found.add(new Candidate(path, "the notebook's kernelspec")));
    found.addAll(onPath(request));
    return found;
  }

  /** Interpreters on the path, best name first. */
  static List<Candidate> onPath(EnvironmentRequest request) {
    List<Path> folders =
        Arrays.stream(request.variable("PATH").orElse("").split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .collect(toList());
    return NAMES.stream()
        .flatMap(name -> folders.stream().map(folder -> folder.resolve(name)))
        .filter(Files::isExecutable)
        .map(path -> new Candidate(path, path.getFileName() + " on the path"))
        .toList();
  }

  /** The folder itself and all above it. */
  static Stream<Path> above(Path folder) {
    return Stream.iterate(folder, path -> path != null, Path::getParent);
  }

  private static Optional<Path> executableIn(Path prefix) {
    return Stream.of(prefix.resolve("bin/python"), prefix.resolve("Scripts/python.exe"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static Optional<Path> kernelspec(EnvironmentRequest request, String name) {
    List<Path> data = new ArrayList<>();
    request
        .variable("JUPYTER_PATH")
        .ifPresent(
            value ->
                Arrays.stream(value.split(File.pathSeparator)).map(Path::of).forEach(data::add));
    data.add(
        request
            .variable("JUPYTER_DATA_DIR")
            .map(Path::of)
            .orElse(request.home().resolve(".local/share/jupyter")));
    data.add(Path.of("/usr/local/share/jupyter"));
    data.add(Path.of("/usr/share/jupyter"));
    return data.stream()
        .map(folder -> folder.resolve("kernels").resolve(name).resolve("kernel.json"))
        .filter(Files::isRegularFile)
        .flatMap(file -> firstArgument(file).stream())
        .map(Path::of)
        .filter(path -> path.isAbsolute() && Files.isExecutable(path))
        .findFirst();
  }

  private static Optional<String> firstArgument(Path kernelJson) {
    try {
      JsonNode argv = JsonMapper.builder().build().readTree(kernelJson.toFile()).path("argv");
      return argv.path(0).isTextual() ? Optional.of(argv.path(0).textValue()) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
