package dev.freshet.server.cli;

import dev.freshet.executor.config.Sizes;
import dev.freshet.executor.store.Collection;
import dev.freshet.executor.store.Collection.Kind;
import dev.freshet.executor.store.StoreContents;
import dev.freshet.executor.store.StoreLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code freshet store gc}: removes what nothing needs, and what is worth least. */
@Command(
    name = "gc",
    mixinStandardHelpOptions = true,
    description = {
      "Removes what nothing refers to, and what goes beyond the quota.",
      "First go the values that took least time for the bytes they hold.",
      "What a running session uses stays."
    },
    footer = {"", "Example: freshet store gc --quota 5GB --dry-run"})
final class StoreGcCommand implements Callable<Integer> {
  @Mixin private StoreChoice choice = new StoreChoice();

  @Option(
      names = "--quota",
      paramLabel = "SIZE",
      description = "Keep to this much (default: [store] quota in freshet.toml, else 20 GB).")
  private @Nullable String quota;

  @Option(names = "--dry-run", description = "Only say what would go.")
  private boolean dryRun;

  private final Terminal terminal;

  StoreGcCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    long most = StoreChoice.quota(Optional.ofNullable(quota));
    List<StoreLock> locks = new ArrayList<>();
    try {
      for (Path root : choice.roots()) {
        Optional<StoreLock> lock = StoreLock.tryTake(root);
        if (lock.isEmpty()) {
          terminal.note("freshet: another process tidies " + root + " already");
          return ExitStatus.FOUND;
        }
        locks.add(lock.get());
      }
      return collect(choice.contents(), most);
    } finally {
      for (StoreLock lock : locks) {
        lock.close();
      }
    }
  }

  private int collect(List<StoreContents> stores, long most) throws IOException {
    Collection collection = Collection.plan(stores, most, Instant.now());
    for (Kind kind : Kind.values()) {
      long files = collection.removals().stream().filter(r -> r.kind() == kind).count();
      long bytes =
          collection.removals().stream()
              .filter(r -> r.kind() == kind)
              .mapToLong(Collection.Removal::bytes)
              .sum();
      if (files > 0) {
        terminal
            .out()
            .printf(Locale.ROOT, "%s %d %s, %s%n", verb(), files, words(kind), Sizes.of(bytes));
      }
    }
    if (!dryRun) {
      collection.carryOut();
    }
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s before, %s after; the quota is %s%n",
            Sizes.of(collection.before()),
            Sizes.of(collection.after()),
            Sizes.of(most));
    if (collection.after() > most) {
      terminal.note("freshet: the rest is in use by running sessions");
    }
    return ExitStatus.DONE;
  }

  private String verb() {
    return dryRun ? "would remove" : "removed";
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case LEFTOVER -> "files that were never finished";
      case UNREFERENCED -> "values that no result refers to";
      case VALUE -> "values that are cheap to compute again";
      case RESULT -> "results that were not used for longest";
    };
  }
}
