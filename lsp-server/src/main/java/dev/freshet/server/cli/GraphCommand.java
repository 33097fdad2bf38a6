package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.Documents;
import dev.freshet.server.json.GraphDocument;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet graph}: which cell must see what of which other. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "The dependency graph of a notebook's cells.",
    footer = {"", "Example: freshet graph analysis.ipynb --format dot | dot -Tsvg > graph.svg"})
final class GraphCommand implements Callable<Integer> {
  /** How the result looks. */
  enum Format {
    TEXT,
    JSON,
    DOT,
    MERMAID
  }

  @Parameters(paramLabel = "PATH", description = "A notebook, or a script with # %%%% cells.")
  private @Nullable Path path;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, dot or mermaid.")
  private Format format = Format.TEXT;

  private final Terminal terminal;

  GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    NotebookInput input = NotebookInput.read(Objects.requireNonNull(path));
    Analysis analysis = NotebookAnalysis.of(input);
    CellNames names = new CellNames(input);
    String text =
        switch (format) {
          case TEXT -> GraphText.text(analysis, names, terminal);
          case JSON -> Documents.pretty(GraphDocument.of(analysis));
          case DOT -> GraphText.dot(analysis, names);
          case MERMAID -> GraphText.mermaid(analysis, names);
        };
    terminal.out().println(text.stripTrailing());
    return ExitStatus.DONE;
  }
}
