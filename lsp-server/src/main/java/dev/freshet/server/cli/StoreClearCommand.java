package dev.freshet.server.cli;

import dev.freshet.executor.config.Sizes;
import dev.freshet.executor.store.Lease;
import dev.freshet.executor.store.StoreContents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet store clear}: forgets all results, after saying which. */
@Command(
    name = "clear",
    mixinStandardHelpOptions = true,
    description = "Removes all results of notebooks, after naming them and asking.",
    footer = {"", "Example: freshet store clear analysis.ipynb"})
final class StoreClearCommand implements Callable<Integer> {
  @Mixin private StoreChoice choice = new StoreChoice();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  private final Terminal terminal;

  StoreClearCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<StoreContents> stores = choice.contents();
    if (stores.isEmpty()) {
      terminal.out().println("nothing is kept");
      return ExitStatus.DONE;
    }
    for (StoreContents store : stores) {
      List<Lease.Holder> holders = Lease.holders(store.root());
      if (!holders.isEmpty()) {
        terminal.note(
            "freshet: "
                + StoreChoice.name(store)
                + " is in use by process "
                + holders.get(0).pid()
                + "; end that run, or close the notebook, first");
        return ExitStatus.UNUSABLE;
      }
      terminal
          .out()
          .printf(
              Locale.ROOT,
              "%s: %d results, %d values, %s in %s%n",
              StoreChoice.name(store),
              store.results().size(),
              store.values().size(),
              Sizes.of(store.bytes()),
              store.root());
    }
    terminal.out().flush();
    if (!yes && !confirmed()) {
      terminal.note("freshet: nothing was removed");
      return ExitStatus.FOUND;
    }
    for (StoreContents store : stores) {
      delete(store.root());
    }
    terminal.out().println("removed");
    return ExitStatus.DONE;
  }

  private boolean confirmed() throws IOException {
    terminal.err().print("Remove all of these? The cells run again next time. [y/N] ");
    terminal.err().flush();
    BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String answer = lines.readLine();
    return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
  }

  /** Only what a store holds goes, not what else may lie in a directory that the user named. */
  private static void delete(Path root) throws IOException {
    for (String part :
        List.of(
            "traces", "objects", "learned", "sessions", "store.json", "environment.json", "lock")) {
      Path path = root.resolve(part);
      if (!Files.exists(path)) {
        continue;
      }
      try (Stream<Path> all = Files.walk(path)) {
        for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
    try (Stream<Path> rest = Files.list(root)) {
      if (rest.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(root);
  }
}
