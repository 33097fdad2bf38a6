package dev.freshet.executor.runtime.python;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Chooses the Python that runs a notebook (docs/interfaces.md, "Which Python runs the notebook")
 * and prepares what the runtime needs beside it. The chosen environment itself is never changed.
 */
public final class PythonEnvironments {
  private final SideDirectory side;

  /**
   * Knows what the runtime needs.
   *
   * @param runtime the directory of the Python runtime, with {@code side-requirements.txt}
   */
  public PythonEnvironments(Path runtime) {
    side = new SideDirectory(runtime.resolve("side-requirements.txt"));
  }

  /**
   * Takes a few hundred milliseconds at most, unless something must be installed; then progress is
   * told in lines of text.
   *
   * @throws EnvironmentException if there is no fit interpreter, or it cannot be prepared
   */
  public PythonEnvironment find(EnvironmentRequest request, Consumer<String> progress) {
    if (request.chosen().isPresent()) {
      return chosen(request, request.chosen().get(), progress);
    }
    Optional<Path> requirements = PreparedEnvironment.requirements(request.directory());
    if (requirements.isPresent()) {
      Path made = make(requirements.get(), request, progress);
      return prepared(
          request, new Candidate(made, "the environment that freshet.toml asks for"), progress);
    }
    Fit fit = firstFit(Interpreters.candidates(request));
    return environment(request, fit, progress);
  }

  /**
   * An environment with just what a requirements file lists, made once in the cache.
   *
   * @return its interpreter
   * @throws EnvironmentException if it cannot be made
   */
  public Path make(Path requirementsFile, EnvironmentRequest request, Consumer<String> progress) {
    Fit base = firstFit(Interpreters.onPath(request));
    return PreparedEnvironment.make(
        base.candidate(), base.probe(), requirementsFile, request.cache(), progress);
  }

  private PythonEnvironment chosen(
      EnvironmentRequest request, Path path, Consumer<String> progress) {
    Path absolute =
        path.isAbsolute() || path.getNameCount() > 1
            ? path.toAbsolutePath().normalize()
            : onPath(request, path);
    if (!Files.isExecutable(absolute)) {
      throw new EnvironmentException("--python " + path + ": there is no such program");
    }
    return prepared(request, new Candidate(absolute, "--python"), progress);
  }

  private static Path onPath(EnvironmentRequest request, Path name) {
    return Interpreters.onPath(request).stream()
        .map(Candidate::executable)
        .filter(path -> path.endsWith(name))
        .findFirst()
        .orElse(name.toAbsolutePath());
  }

  private PythonEnvironment prepared(
      EnvironmentRequest request, Candidate candidate, Consumer<String> progress) {
    Probe probe = Probe.of(candidate.executable(), side.distributions());
    if (!probe.fit()) {
      throw new EnvironmentException(unfit(candidate, probe));
    }
    return environment(request, new Fit(candidate, probe), progress);
  }

  private PythonEnvironment environment(
      EnvironmentRequest request, Fit fit, Consumer<String> progress) {
    Path executable = fit.candidate().executable();
    Optional<Path> directory = side.prepare(executable, fit.probe(), request.cache(), progress);
    return new PythonEnvironment(
        executable, fit.probe().version(), fit.candidate().origin(), directory);
  }

  private Fit firstFit(List<Candidate> candidates) {
    List<String> refused = new ArrayList<>();
    for (Candidate candidate : candidates) {
      try {
        Probe probe = Probe.of(candidate.executable(), side.distributions());
        if (probe.fit()) {
          return new Fit(candidate, probe);
        }
        refused.add(unfit(candidate, probe));
      } catch (EnvironmentException e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    String tried =
        refused.isEmpty()
            ? "There is none on the path."
            : "Tried:\n  " + String.join("\n  ", refused);
    throw new EnvironmentException(
        "no CPython 3.10 or newer was found. "
            + tried
            + "\nRemedy: install Python (Debian, Ubuntu: apt install python3 python3-venv python3-pip) or name one with --python.");
  }

  private static String unfit(Candidate candidate, Probe probe) {
    return candidate.executable()
        + " is "
        + (probe.cpython() ? "Python " : "not CPython, version ")
        + probe.version()
        + "; CPython 3.10 or newer is needed";
  }

  private record Fit(Candidate candidate, Probe probe) {}
}
