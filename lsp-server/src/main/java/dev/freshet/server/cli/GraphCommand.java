package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.json.Documents;
import dev.freshet.server.json.GraphDocument;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet graph}: which cell must see what of which other. */
@Command(
    name = "graph",
    mixinStandardHelpOptions = true,
    description = "The dependency graph of a notebook's cells.",
    footer = {"", "Example: freshet graph analysis.ipynb --format svg > graph.svg"})
final class GraphCommand implements Callable<Integer> {
  /** How the result looks. */
  enum Format {
    TEXT,
    JSON,
    DOT,
    MERMAID,
    SVG
  }

  @Parameters(paramLabel = "PATH", description = "A notebook, or a script with # %%%% cells.")
  private @Nullable Path path;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, dot, mermaid or svg.")
  private Format format = Format.TEXT;

  @Option(
      names = "--why",
      arity = "2",
      paramLabel = "CELL",
      description = "Why the second cell needs the first; cells by index, id or title.")
  private List<String> why = new ArrayList<>();

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;

  GraphCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    NotebookInput input = NotebookInput.read(Objects.requireNonNull(path));
    Analysis analysis = NotebookAnalysis.of(input);
    CellNames names = new CellNames(input);
    if (!why.isEmpty()) {
      terminal
          .out()
          .println(new WhyText(analysis, names, terminal).of(cell(names, 0), cell(names, 1)));
      return ExitStatus.DONE;
    }
    String text =
        switch (format) {
          case TEXT -> GraphText.text(analysis, names, terminal);
          case JSON -> Documents.pretty(GraphDocument.of(analysis));
          case DOT -> GraphText.dot(analysis, names);
          case MERMAID -> GraphText.mermaid(analysis, names);
          case SVG -> GraphText.svg(input, analysis, names);
        };
    terminal.out().println(text.stripTrailing());
    return ExitStatus.DONE;
  }

  private int cell(CellNames names, int place) {
    OptionalInt found = names.find(why.get(place));
    if (found.isEmpty()) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(),
          "there is no code cell " + why.get(place) + " in " + path);
    }
    return found.getAsInt();
  }
}
