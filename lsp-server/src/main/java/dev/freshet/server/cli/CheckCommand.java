package dev.freshet.server.cli;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.NotebookPaths;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet check}: facts and diagnostics, without running anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Says what is wrong in notebooks and what their cells do, without running them.",
    footer = {"", "Example: freshet check --format github notebooks/"})
final class CheckCommand implements Callable<Integer> {
  /** How the result looks. */
  enum Format {
    TEXT,
    JSON,
    GITHUB,
    SARIF
  }

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description =
          "Notebooks, scripts with # %%%% cells, or directories (.gitignore is respected).")
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, json, github or sarif.")
  private Format format = Format.TEXT;

  @Option(
      names = "--select",
      paramLabel = "CODE",
      split = ",",
      description = "Only diagnostics whose code begins so.")
  private List<String> selected = new ArrayList<>();

  @Option(
      names = "--ignore",
      paramLabel = "CODE",
      split = ",",
      description = "No diagnostics whose code begins so.")
  private List<String> ignored = new ArrayList<>();

  @Option(names = "--facts", description = "With text: also what each cell reads and writes.")
  private boolean facts;

  @Option(names = "--exit-zero", description = "Exit with 0 even when something was found.")
  private boolean exitZero;

  private final Terminal terminal;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Path> notebooks = NotebookPaths.find(paths);
    if (notebooks.isEmpty()) {
      terminal.note("freshet: no notebooks were found in " + paths);
    }
    List<Checked> checked = notebooks.parallelStream().map(this::check).toList();
    switch (format) {
      case TEXT -> CheckText.print(terminal, checked, facts);
      case JSON -> terminal.out().println(CheckReports.json(checked));
      case GITHUB -> terminal.out().print(CheckReports.github(checked));
      case SARIF -> terminal.out().println(CheckReports.sarif(checked));
    }
    checked.stream().filter(Checked::failed).forEach(c -> terminal.note("freshet: " + c.error()));
    return status(checked);
  }

  private Checked check(Path path) {
    try {
      NotebookInput input = NotebookInput.read(path);
      Analysis analysis = NotebookAnalysis.of(input);
      List<Diagnostic> wanted = new Choice(selected, ignored).of(analysis.diagnostics());
      return Checked.of(input, analysis, wanted);
    } catch (UnreadableInputException e) {
      return Checked.unreadable(path, String.valueOf(e.getMessage()));
    }
  }

  private int status(List<Checked> checked) {
    if (checked.stream().anyMatch(Checked::failed)) {
      return ExitStatus.UNUSABLE;
    }
    boolean found = checked.stream().anyMatch(c -> !c.diagnostics().isEmpty());
    return found && !exitZero ? ExitStatus.FOUND : ExitStatus.DONE;
  }
}
