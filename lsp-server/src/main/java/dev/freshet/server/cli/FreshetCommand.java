package dev.freshet.server.cli;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet} alone: says what there is. */
@Command(
    name = "freshet",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = {
      "Tells what each cell of a Python notebook reads and writes, which results",
      "are stale and why, and reruns exactly what is affected, in parallel.%n"
    },
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Example: freshet run analysis.ipynb --jobs 4",
      "Exit status: 0 done, 1 findings or a failed cell, 2 wrong usage or an",
      "unreadable input, 3 a fault of Freshet itself, 130 interrupted."
    })
final class FreshetCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(), "a command is missing");
  }
}
