package dev.freshet.server.doctor;

import dev.freshet.executor.runtime.python.EnvironmentException;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironment;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.server.files.FreshetHome;
import dev.freshet.server.files.UserDirectories;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at everything that running notebooks depends on. */
public final class Examination {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");
  private static final long LITTLE_MEMORY = 512L << 20;
  private static final long LITTLE_DISK = 1L << 30;

  private final Path directory;
  private final Optional<Path> python;
  private final Consumer<String> progress;

  /** Examines what would run the notebooks in a directory. */
  public Examination(Path directory, Optional<Path> python, Consumer<String> progress) {
    this.directory = directory;
    this.python = python;
    this.progress = progress;
  }

  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    findings.addAll(python());
    findings.add(space("shared memory", SHARED_MEMORY, LITTLE_MEMORY));
    findings.add(pagemap());
    findings.add(space("cache", UserDirectories.cache(), LITTLE_DISK));
    findings.add(git());
    findings.add(editors());
    return findings;
  }

  private static Finding java() {
    return Finding.good(
        "Java",
        Runtime.version()
            + " in "
            + System.getProperty("java.home")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
  }

  private List<Finding> python() {
    EnvironmentRequest request =
        new EnvironmentRequest(directory, python, Optional.empty(), System.getenv());
    try {
      PythonEnvironment found =
          new PythonEnvironments(FreshetHome.runtime()).find(request, progress);
      String side =
          found
              .side()
              .map(s -> "what it lacks is taken from " + s)
              .orElse("it has all that the runtime needs");
      return List.of(
          Finding.good(
              "Python",
              found.version()
                  + ", "
                  + found.executable()
                  + " (because of: "
                  + found.origin()
                  + ")"),
          Finding.good("runtime packages", side));
    } catch (EnvironmentException e) {
      return List.of(
          Finding.missing(
              "Python",
              String.valueOf(e.getMessage()),
              "Debian, Ubuntu: apt install python3 python3-venv python3-pip; or name one with --python"));
    }
  }

  private static Finding space(String what, Path place, long little) {
    Path existing = place;
    while (!Files.exists(existing) && existing.getParent() != null) {
      existing = existing.getParent();
    }
    if (!Files.exists(place) && place.equals(SHARED_MEMORY)) {
      return Finding.weak(
          what, "there is no " + place, "values travel through files instead, which is slower");
    }
    try {
      FileStore store = Files.getFileStore(existing);
      long free = store.getUsableSpace();
      String found = place + ", " + (free >> 20) + " MiB free";
      return free < little
          ? Finding.weak(what, found, "make room; in containers: --shm-size=1g for /dev/shm")
          : Finding.good(what, found);
    } catch (IOException e) {
      return Finding.weak(
          what, place + " cannot be looked at: " + e.getMessage(), "check its permissions");
    }
  }

  private static Finding pagemap() {
    Path pagemap = Path.of("/proc/self/pagemap");
    return Files.isReadable(pagemap)
        ? Finding.good("changed pages", "can be told from " + pagemap)
        : Finding.weak(
            "changed pages",
            pagemap + " cannot be read",
            "changes of large arrays are found by comparing them, which is slower");
  }

  private static Finding git() {
    return program("git")
        .map(path -> Finding.good("Git", path.toString()))
        .orElseGet(
            () ->
                Finding.weak(
                    "Git",
                    "not on the path",
                    "needed for 'affected --against' and .gitignore: apt install git"));
  }

  private static Finding editors() {
    List<String> found = new ArrayList<>();
    Map<String, String> known =
        Map.of(
            "code",
            "VS Code",
            "codium",
            "VSCodium",
            "nvim",
            "Neovim",
            "emacs",
            "Emacs",
            "hx",
            "Helix");
    known.forEach((program, name) -> program(program).ifPresent(path -> found.add(name)));
    return found.isEmpty()
        ? Finding.weak("editors", "none on the path", "see lsp-server/editors for set-ups")
        : Finding.good("editors", String.join(", ", found.stream().sorted().toList()));
  }

  private static Optional<Path> program(String name) {
    for (String entry : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
      Path candidate = Path.of(entry.isEmpty() ? "." : entry).resolve(name);
      if (Files.isExecutable(candidate) && !Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
