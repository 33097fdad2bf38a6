package dev.freshet.server.cli;

import dev.freshet.executor.config.Sizes;
import dev.freshet.executor.store.NewerStoreException;
import dev.freshet.executor.store.StoreContents;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.run.ProjectSettings;
import dev.freshet.server.run.RunPlaces;
import dev.freshet.server.run.StoreKeeping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which stores a command is about: those of notebooks, a directory, or all in the cache. */
final class StoreChoice {
  @Parameters(
      paramLabel = "NOTEBOOK",
      arity = "0..*",
      description = "Only the results of these (default: all in the user's cache).")
  private List<Path> notebooks = new ArrayList<>();

  @Option(names = "--store", paramLabel = "DIR", description = "The results kept in DIR.")
  private @Nullable Path directory;

  /** The directories; those that were named must be stores. */
  List<Path> roots() throws IOException {
    if (directory != null) {
      return List.of(existing(directory.toAbsolutePath().normalize(), directory.toString()));
    }
    if (notebooks.isEmpty()) {
      return StoreKeeping.all();
    }
    return notebooks.stream().map(n -> existing(RunPlaces.store(n), n.toString())).toList();
  }

  private static Path existing(Path root, String shown) {
    if (!StoreContents.isStore(root)) {
      throw new UnreadableInputException(
          shown, "no results are kept in " + root + "; 'freshet store list' shows where there are");
    }
    return root;
  }

  List<StoreContents> contents() throws IOException {
    List<StoreContents> contents = new ArrayList<>();
    for (Path root : roots()) {
      try {
        contents.add(StoreContents.of(root));
      } catch (NewerStoreException e) {
        throw new UnreadableInputException(root.toString(), String.valueOf(e.getMessage()), e);
      }
    }
    return contents;
  }

  /** The quota in bytes: as it was given, else the project's. */
  static long quota(Optional<String> given) {
    if (given.isEmpty()) {
      return ProjectSettings.above(Path.of("")).quota();
    }
    return Sizes.parse(given.get())
        .orElseThrow(
            () ->
                new UnreadableInputException(
                    "--quota " + given.get(), "write it as 500MB or 2 GiB"));
  }

  /** What a store is called: its notebook, where it is known. */
  static String name(StoreContents store) {
    return store.notebook().orElse(store.root()).toString();
  }
}
