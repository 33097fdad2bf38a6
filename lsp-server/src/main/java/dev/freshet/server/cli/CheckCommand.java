package dev.freshet.server.cli;

import dev.freshet.analyzer.checks.Selection;
import dev.freshet.server.check.Annotations;
import dev.freshet.server.check.Baseline;
import dev.freshet.server.check.CheckFault;
import dev.freshet.server.check.CheckSelection;
import dev.freshet.server.check.CheckWatch;
import dev.freshet.server.check.Checked;
import dev.freshet.server.check.Checker;
import dev.freshet.server.check.Fixer;
import dev.freshet.server.check.Sarif;
import dev.freshet.server.check.Settings;
import dev.freshet.server.json.Documents;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet check}: facts and diagnostics, without running anything. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = "Says what is wrong in notebooks and what their cells do, without running them.",
    footer = {"", "Example: freshet check --fix --format github notebooks/"})
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
          "Notebooks, scripts with # %%%% cells, or directories; what Git ignores is left out.")
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
      description = "Only these: codes, beginnings of codes, or ALL.")
  private List<String> selected = new ArrayList<>();

  @Option(names = "--extend-select", paramLabel = "CODE", split = ",", description = "These too.")
  private List<String> extended = new ArrayList<>();

  @Option(names = "--ignore", paramLabel = "CODE", split = ",", description = "Not these.")
  private List<String> ignored = new ArrayList<>();

  @Option(names = "--fix", description = "Apply the fixes that findings carry.")
  private boolean fix;

  @Option(names = "--watch", description = "Check again whenever something is saved.")
  private boolean watch;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Tell only what is not in this file.")
  private @Nullable Path baseline;

  @Option(names = "--write-baseline", description = "Write what is found to the baseline file.")
  private boolean writeBaseline;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings; default: freshet.toml or pyproject.toml at or above a notebook.")
  private @Nullable Path config;

  @Option(names = "--isolated", description = "No settings from files.")
  private boolean isolated;

  @Option(names = "--facts", description = "With text: also what each cell reads and writes.")
  private boolean facts;

  @Option(names = "--exit-zero", description = "Exit with 0 even when something was found.")
  private boolean exitZero;

  @Spec private @Nullable CommandSpec spec;

  private final Terminal terminal;

  CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Whether arguments are {@code check} and paths: no option among them, nor a file of options. */
  static boolean isPlain(String... args) {
    return args.length > 1
        && args[0].equals("check")
        && Arrays.stream(args).noneMatch(a -> a.startsWith("-") || a.startsWith("@"));
  }

  /** The command of plain arguments. */
  static CheckCommand plain(Terminal terminal, String... args) {
    CheckCommand command = new CheckCommand(terminal);
    Arrays.stream(args).skip(1).map(Path::of).forEach(command.paths::add);
    return command;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    refuseUnknownCodes();
    if (!watch) {
      return once();
    }
    if (fix || writeBaseline) {
      throw wrong("--watch only looks: leave out --fix and --write-baseline");
    }
    new CheckWatch(paths).run(this::again, terminal::note);
    return ExitStatus.DONE;
  }

  private void again() throws IOException, InterruptedException {
    if (terminal.live()) {
      terminal.clear();
    }
    once();
    terminal.out().flush();
    terminal.note("freshet: waiting for changes; Ctrl+C ends this");
  }

  private int once() throws IOException, InterruptedException {
    Settings settings = settings();
    Checker checker = new Checker(settings);
    List<Path> notebooks = checker.find(paths);
    if (notebooks.isEmpty()) {
      terminal.note(
          "freshet: no notebooks were found in "
              + String.join(", ", paths.stream().map(Path::toString).toList()));
    }
    List<Checked> checked = fix ? fixed(new Fixer(checker), notebooks) : checker.check(notebooks);
    Optional<Path> file = baselineFile(settings);
    if (writeBaseline) {
      Path written = file.orElseThrow(() -> wrong("--write-baseline needs --baseline FILE"));
      Baseline.write(written, checked);
      terminal.note("freshet: wrote the baseline " + written);
    }
    boolean compared = file.isPresent();
    List<Checked> judged = compared ? Baseline.read(file.get()).sift(checked) : checked;
    print(judged, compared);
    judged.stream()
        .filter(c -> c.failed() && c.faults().isEmpty())
        .forEach(c -> terminal.note("freshet: " + c.error()));
    int status = status(judged);
    return tellFaults(judged) ? ExitStatus.FAULT : status;
  }

  private boolean tellFaults(List<Checked> checked) throws IOException {
    List<CheckFault> faults = checked.stream().flatMap(c -> c.faults().stream()).toList();
    if (faults.isEmpty()) {
      return false;
    }
    RuntimeException all = new IllegalStateException(faults.size() + " faults in checks");
    for (CheckFault fault : faults) {
      terminal.note("freshet: " + fault.what());
      all.addSuppressed(fault.cause());
    }
    terminal.note(FaultLog.told(all));
    return true;
  }

  private List<Checked> fixed(Fixer fixer, List<Path> notebooks) {
    List<Checked> checked = new ArrayList<>();
    int count = 0;
    for (Path notebook : notebooks) {
      Fixer.Result result = fixer.fix(notebook);
      checked.add(result.checked());
      count += result.fixed().size();
      if (!result.fixed().isEmpty()) {
        terminal.note("freshet: fixed in " + notebook + ":");
        result.fixed().forEach(d -> terminal.note("  " + CheckText.fixed(d)));
      }
    }
    if (count > 0) {
      terminal.note("freshet: fixed " + count + (count == 1 ? " finding" : " findings"));
    }
    return checked;
  }

  private void print(List<Checked> checked, boolean compared) {
    switch (format) {
      case TEXT -> CheckText.print(terminal, checked, facts);
      case JSON -> terminal.out().println(CheckReports.json(checked));
      case GITHUB -> terminal.out().print(Annotations.of(checked));
      case SARIF -> {
        Sarif sarif = new Sarif(Version.text(), Path.of(""), compared);
        terminal.out().println(Documents.pretty(sarif.of(checked)));
      }
    }
  }

  private Settings settings() {
    if (isolated && config != null) {
      throw wrong("--isolated and --config exclude each other");
    }
    CheckSelection wanted = new CheckSelection(selected, extended, ignored);
    if (isolated) {
      return Settings.isolated(wanted);
    }
    return config == null ? Settings.nearest(wanted) : Settings.of(config, wanted);
  }

  private Optional<Path> baselineFile(Settings settings) {
    Path first = paths.get(0);
    Path directory = java.nio.file.Files.isDirectory(first) ? first : first.resolveSibling("");
    return baseline != null ? Optional.of(baseline) : settings.in(directory).baseline();
  }

  private void refuseUnknownCodes() {
    Stream.of(selected, extended, ignored)
        .flatMap(List::stream)
        .filter(name -> !Selection.isName(name))
        .findFirst()
        .ifPresent(
            name -> {
              throw wrong("there is no check '" + name + "'; the checks are listed in docs/checks");
            });
  }

  private RuntimeException wrong(String message) {
    return WrongUsage.of(Objects.requireNonNull(spec), message);
  }

  private int status(List<Checked> checked) {
    if (checked.stream().anyMatch(Checked::failed)) {
      return ExitStatus.UNUSABLE;
    }
    boolean found = checked.stream().anyMatch(c -> !c.diagnostics().isEmpty());
    return found && !exitZero ? ExitStatus.FOUND : ExitStatus.DONE;
  }
}
