package dev.freshet.server.cli;

import dev.freshet.analyzer.Affected;
import dev.freshet.analyzer.AffectedCell;
import dev.freshet.server.files.Git;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.AffectedDocument;
import dev.freshet.server.json.Documents;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
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
    JSON
  }

  @Parameters(
      paramLabel = "NOTEBOOK",
      arity = "1..2",
      description = "The old and the new notebook; with --against only the new one.")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--against",
      paramLabel = "REV",
      description = "Compare with the notebook as it was in this Git revision.")
  private @Nullable String revision;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json.")
  private Format format = Format.TEXT;

  @Option(names = "--exit-code", description = "Exit with 1 when a cell is affected.")
  private boolean exitCode;

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;

  AffectedCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    NotebookInput before = before();
    NotebookInput after = NotebookInput.read(paths.get(paths.size() - 1));
    List<AffectedCell> cells =
        Affected.between(
            NotebookAnalysis.of(before), NotebookAnalysis.of(after.withIdsOf(before.notebook())));
    terminal
        .out()
        .println(
            format == Format.JSON
                ? Documents.pretty(AffectedDocument.of(cells))
                : AffectedText.of(new CellNames(after), cells, terminal));
    boolean found = cells.stream().anyMatch(AffectedCell::affected);
    return found && exitCode ? ExitStatus.FOUND : ExitStatus.DONE;
  }

  private NotebookInput before() throws InterruptedException {
    if (revision == null && paths.size() == 2) {
      return NotebookInput.read(paths.get(0));
    }
    if (revision != null && paths.size() == 1) {
      return Git.show(paths.get(0), revision);
    }
    throw new ParameterException(
        Objects.requireNonNull(spec).commandLine(),
        "name the old and the new notebook, or one notebook and --against REV");
  }
}
