package dev.freshet.server.cli;

import dev.freshet.executor.store.NewerStoreException;
import dev.freshet.executor.store.ResultStore;
import dev.freshet.executor.store.StoreContents;
import dev.freshet.server.compare.Comparison;
import dev.freshet.server.compare.GitComparison;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.json.AffectedDocument;
import dev.freshet.server.json.Documents;
import dev.freshet.server.run.Experience;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet affected}: whose result a change may alter, and why. */
@Command(
    name = "affected",
    mixinStandardHelpOptions = true,
    description = "The cells whose result a change may alter, and why.",
    footer = {"", "Example: freshet affected analysis.ipynb --against HEAD"})
final class AffectedCommand implements Callable<Integer> {
  /** How the result looks. */
  enum Format {
    TEXT,
    JSON,
    GITHUB
  }

  @Parameters(
      paramLabel = "NOTEBOOK",
      arity = "1..2",
      description =
          "The old and the new notebook; with --against one notebook, or a directory for the changed"
              + " ones below it.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--against",
      paramLabel = "REV",
      description = "Compare with this Git revision, or two revisions: A..B.")
  private @Nullable String revision;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json or github.")
  private Format format = Format.TEXT;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Count also what earlier runs showed; their results are in DIR.")
  private @Nullable Path store;

  @Option(names = "--exit-code", description = "Exit with 1 when a cell is affected.")
  private boolean exitCode;

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;
  private boolean unreadable;

  AffectedCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Experience> experience = experience();
    List<Comparison> compared =
        compared().stream().map(c -> experience.map(e -> e.applied(c)).orElse(c)).toList();
    boolean single = paths.size() == 2 || !Files.isDirectory(paths.get(0));
    switch (format) {
      case TEXT -> terminal.out().println(AffectedText.of(compared, terminal));
      case GITHUB -> terminal.out().print(AffectedText.github(compared));
      case JSON ->
          terminal
              .out()
              .println(
                  Documents.pretty(
                      single
                          ? AffectedDocument.of(compared.get(0))
                          : AffectedDocument.of(compared)));
    }
    if (unreadable) {
      return ExitStatus.UNUSABLE;
    }
    boolean found = compared.stream().anyMatch(c -> c.affected() > 0);
    return found && exitCode ? ExitStatus.FOUND : ExitStatus.DONE;
  }

  private Optional<Experience> experience() {
    if (store == null) {
      return Optional.empty();
    }
    if (!StoreContents.isStore(store)) {
      throw new UnreadableInputException(
          store.toString(), "no results are kept here; 'freshet run --store' keeps them");
    }
    try {
      return Optional.of(new Experience(new ResultStore(store, 0)));
    } catch (NewerStoreException e) {
      throw new UnreadableInputException(store.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private List<Comparison> compared() throws IOException, InterruptedException {
    Path path = paths.get(0);
    if (revision == null && paths.size() == 2) {
      NotebookInput before = NotebookInput.read(path);
      return List.of(Comparison.of(before, NotebookInput.read(paths.get(1))));
    }
    if (revision == null || paths.size() != 1) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "name the old and the new notebook, or one notebook or directory and --against REV");
    }
    GitComparison git = GitComparison.of(path, revision);
    if (!Files.isDirectory(path)) {
      return List.of(git.notebook(path));
    }
    List<Comparison> found = git.below(path);
    git.problems().forEach(problem -> terminal.note("freshet: " + problem));
    unreadable = !git.problems().isEmpty();
    return found;
  }
}
