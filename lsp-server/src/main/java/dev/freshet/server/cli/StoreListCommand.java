package dev.freshet.server.cli;

import dev.freshet.executor.config.Sizes;
import dev.freshet.executor.store.Lease;
import dev.freshet.executor.store.StoreContents;
import dev.freshet.server.json.Documents;
import dev.freshet.server.json.StoreDocument;
import dev.freshet.server.words.Times;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet store list}: what is kept, how large, how old. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists what is kept: notebooks, results, bytes, age, last use.",
    footer = {"", "Example: freshet store list analysis.ipynb --results"})
final class StoreListCommand implements Callable<Integer> {
  /** How the result looks. */
  enum Format {
    TEXT,
    JSON
  }

  @Mixin private StoreChoice choice = new StoreChoice();

  @Option(names = "--results", description = "Each result, not only their number.")
  private boolean each;

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json.")
  private Format format = Format.TEXT;

  private final Terminal terminal;

  StoreListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    List<StoreContents> stores = choice.contents();
    long quota = StoreChoice.quota(Optional.empty());
    if (format == Format.JSON) {
      terminal.out().println(Documents.pretty(StoreDocument.of(quota, stores)));
      return ExitStatus.DONE;
    }
    Instant now = Instant.now();
    stores.forEach(store -> print(store, now));
    long bytes = stores.stream().mapToLong(StoreContents::bytes).sum();
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%d %s, %s; the quota is %s%n",
            stores.size(),
            stores.size() == 1 ? "notebook" : "notebooks",
            Sizes.of(bytes),
            Sizes.of(quota));
    return ExitStatus.DONE;
  }

  private void print(StoreContents store, Instant now) {
    String used =
        store.results().stream()
            .map(StoreContents.Result::used)
            .max(Comparator.naturalOrder())
            .map(last -> ", last used " + ago(last, now))
            .orElse("");
    List<Lease.Holder> holders = Lease.holders(store.root());
    String by =
        holders.isEmpty()
            ? ""
            : ", in use by process "
                + String.join(", ", holders.stream().map(h -> Long.toString(h.pid())).toList());
    terminal.out().println(terminal.bold(StoreChoice.name(store)));
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "  %d results, %d values, %s%s%s%n  %s%n",
            store.results().size(),
            store.values().size(),
            Sizes.of(store.bytes()),
            used,
            by,
            terminal.faint(store.root().toString()));
    if (each) {
      store.results().stream()
          .sorted(Comparator.comparing(StoreContents.Result::used).reversed())
          .forEach(result -> print(result, now));
    }
  }

  private void print(StoreContents.Result result, Instant now) {
    TreeSet<String> names = new TreeSet<>(result.execution().exports().moved().keySet());
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "    %-9s to run  %-9s  made %-12s  used %-12s  %s%n",
            Times.of(result.execution().durationMs()),
            Sizes.of(result.bytes()),
            ago(result.saved(), now),
            ago(result.used(), now),
            names.isEmpty() ? "no names" : String.join(", ", names));
  }

  static String ago(Instant then, Instant now) {
    Duration age = Duration.between(then, now);
    if (age.toMinutes() < 1) {
      return "just now";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }
}
