package dev.freshet.server.cli;

import dev.freshet.executor.config.Sizes;
import dev.freshet.executor.runtime.CellLimits;
import dev.freshet.server.files.UnreadableInputException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What one cell may take, as options; they go before {@code [limits]} in freshet.toml. */
final class LimitOptions {
  @Option(names = "--memory", paramLabel = "SIZE", description = "For each cell, such as 2GB.")
  private @Nullable String memory;

  @Option(
      names = "--output-limit",
      paramLabel = "SIZE",
      description = "Characters kept of a cell's output (default: 8 MiB).")
  private @Nullable String output;

  @Option(
      names = "--processes",
      paramLabel = "N",
      description = "A cell may have started at once (default: 512).")
  private @Nullable Integer processes;

  CellLimits over(CellLimits project) {
    if (processes != null && processes < 1) {
      throw new UnreadableInputException("--processes " + processes, "it must be at least 1");
    }
    return new CellLimits(
        project.time(),
        memory == null ? project.memory() : OptionalLong.of(size("--memory", memory)),
        output == null ? project.output() : size("--output-limit", output),
        processes == null ? project.processes() : processes);
  }

  private static long size(String option, String text) {
    return Sizes.parse(text)
        .orElseThrow(
            () -> new UnreadableInputException(option + " " + text, "write it as 500MB or 2 GiB"));
  }
}
