package dev.freshet.executor.runtime.python;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** How to call pip for an interpreter, also for one that has none. */
final class PipCommand {
  private PipCommand() {}

  /**
   * The command's first words; an interpreter without pip gets one in a virtual environment below
   * {@code scratch}.
   */
  static List<String> of(Path executable, Probe probe, Path scratch) {
    if (probe.pip()) {
      return List.of(executable.toString(), "-m", "pip");
    }
    Path made = scratch.resolve("pip");
    Commands.Result result =
        Commands.run(
            List.of(executable.toString(), "-m", "venv", made.toString()),
            Duration.ofMinutes(3),
            line -> {});
    if (result.status() != 0) {
      throw new EnvironmentException(
          executable
              + " has no pip, and none could be made for it: "
              + result.tail(2)
              + "\nRemedy: install pip (Debian, Ubuntu: apt install python3-pip python3-venv; else: "
              + executable
              + " -m ensurepip), or choose another interpreter with --python.");
    }
    return List.of(made.resolve("bin/python").toString(), "-m", "pip");
  }
}
