package dev.freshet.server.cli;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code freshet store}: the results that are kept between runs. */
@Command(
    name = "store",
    mixinStandardHelpOptions = true,
    description = "Shows, checks and tidies the results that are kept between runs.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: freshet store list"})
final class StoreCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  /** What can be done with stores. */
  static List<Object> commands(Terminal terminal) {
    return List.of(
        new StoreListCommand(terminal),
        new StoreGcCommand(terminal),
        new StoreClearCommand(terminal),
        new StoreVerifyCommand(terminal),
        new StoreExportCommand(terminal));
  }

  @Override
  public void run() {
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "a command is missing: list, gc, clear, verify, export");
  }
}
