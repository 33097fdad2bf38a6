package dev.freshet.server.cli;

import dev.freshet.executor.store.NewerStoreException;
import dev.freshet.executor.store.Verification;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet store verify}: reads everything and compares it with its checksum. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Compares all that is kept with its checksums, and removes what is damaged.",
      "It is computed again when it is needed. Exit status 1 if anything was damaged."
    },
    footer = {"", "Example: freshet store verify analysis.ipynb"})
final class StoreVerifyCommand implements Callable<Integer> {
  @Mixin private StoreChoice choice = new StoreChoice();

  @Option(names = "--dry-run", description = "Remove nothing.")
  private boolean dryRun;

  private final Terminal terminal;

  StoreVerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    boolean sound = true;
    for (Path root : choice.roots()) {
      Verification found = verified(root);
      for (Verification.Damage damage : found.damages()) {
        terminal
            .out()
            .println(terminal.red("damaged") + ": " + damage.file() + " (" + damage.what() + ")");
      }
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "%s: %d results, %d values; %d values not kept; %d damaged%s%n",
              root,
              found.results(),
              found.values(),
              found.unkept(),
              found.damages().size(),
              found.damages().isEmpty() || dryRun ? "" : ", removed");
      sound &= found.damages().isEmpty();
    }
    return sound ? ExitStatus.DONE : ExitStatus.FOUND;
  }

  private Verification verified(Path root) throws IOException {
    try {
      return Verification.of(root, dryRun);
    } catch (NewerStoreException e) {
      throw new UnreadableInputException(root.toString(), String.valueOf(e.getMessage()), e);
    }
  }
}
