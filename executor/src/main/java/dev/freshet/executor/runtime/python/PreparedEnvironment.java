package dev.freshet.executor.runtime.python;

import dev.freshet.executor.config.ConfigFiles;
import dev.freshet.executor.config.ProjectConfig;
import dev.freshet.executor.digest.Sha256;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An environment that the nearest configuration asks for: {@code [environment] requirements =
 * "FILE"} in {@code freshet.toml}. It is made once per content of that file and per interpreter, in
 * the cache.
 */
final class PreparedEnvironment {
  private PreparedEnvironment() {}

  /** The requirements file that the nearest configuration names, if there is one. */
  static Optional<Path> requirements(Path directory) {
    ProjectConfig config = ConfigFiles.nearest(directory);
    Optional<Path> file = config.requirements().map(config.root()::resolve);
    if (file.isPresent() && !Files.isRegularFile(file.get())) {
      throw new EnvironmentException(
          config.file().orElse(config.root())
              + " names the requirements file "
              + config.requirements().orElse("")
              + ", which is not there");
    }
    return file;
  }

  /**
   * The interpreter of the environment; makes it if it is not there or not complete. Two processes
   * wait for each other.
   */
  static Path make(
      Candidate base, Probe probe, Path requirementsFile, Path cache, Consumer<String> progress) {
    try {
      String wanted = Files.readString(requirementsFile);
      Path home =
          cache
              .resolve("environments")
              .resolve(probe.tag() + "-" + Sha256.of(wanted).substring(0, 12));
      Files.createDirectories(home.getParent());
      Path complete = home.resolve("freshet-complete");
      Path executable = home.resolve("bin/python");
      if (Files.exists(complete) && Files.isExecutable(executable)) {
        return executable;
      }
      try (FileChannel channel =
              FileChannel.open(
                  home.resolveSibling(home.getFileName() + ".lock"),
                  StandardOpenOption.CREATE,
                  StandardOpenOption.WRITE);
          FileLock lock = channel.lock()) {
        if (lock.isValid() && !Files.exists(complete)) {
          progress.accept("preparing a Python environment from " + requirementsFile + " (once)");
          require(
              List.of(base.executable().toString(), "-m", "venv", "--clear", home.toString()),
              "a virtual environment",
              requirementsFile);
          require(
              List.of(
                  executable.toString(),
                  "-m",
                  "pip",
                  "install",
                  "--quiet",
                  "--disable-pip-version-check",
                  "--no-input",
                  "-r",
                  requirementsFile.toString()),
              "its packages",
              requirementsFile);
          Files.createFile(complete);
        }
      }
      return executable;
    } catch (IOException e) {
      throw new EnvironmentException(
          "cannot make an environment below " + cache + ": " + e.getMessage(), e);
    }
  }

  private static void require(List<String> command, String what, Path requirementsFile) {
    Commands.Result result = Commands.run(command, Duration.ofMinutes(20), line -> {});
    if (result.status() != 0) {
      throw new EnvironmentException(
          "could not make "
              + what
              + " for "
              + requirementsFile
              + ":\n"
              + result.tail(6)
              + "\nRemedy: mend the cause above (Debian, Ubuntu: apt install python3-venv), or choose an interpreter with --python.");
    }
  }
}
