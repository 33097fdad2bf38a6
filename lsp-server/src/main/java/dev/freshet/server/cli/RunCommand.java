package dev.freshet.server.cli;

import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.runtime.Machine;
import dev.freshet.executor.store.NewerStoreException;
import dev.freshet.executor.store.StoreContents;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.run.ProjectSettings;
import dev.freshet.server.run.RunPlaces;
import dev.freshet.server.run.RunSettings;
import dev.freshet.server.run.StoreKeeping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code freshet run}: runs what is stale, in parallel. */
@Command(
    name = "run",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Runs the cells whose results are not known or stale, in parallel.",
    footer = {"", "Example: freshet run analysis.ipynb --jobs 4 --in-place"})
final class RunCommand implements Callable<Integer> {
  @Parameters(paramLabel = "PATH", description = "A notebook, or a script with # %%%% cells.")
  private @Nullable Path path;

  @Option(names = "--jobs", paramLabel = "N", description = "Cells at once (default: cores).")
  private int jobs = Machine.jobs();

  @Option(
      names = "--cells",
      paramLabel = "CELL",
      split = ",",
      description = "Only these, by id or index, and their stale ancestors.")
  private List<String> cells = new ArrayList<>();

  @Option(names = "--all", description = "Rerun also what is known.")
  private boolean all;

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "Keep results here (default: the user's cache).")
  private @Nullable Path store;

  @Option(names = "--no-store", description = "Keep and use no results.")
  private boolean noStore;

  @Option(names = "--python", paramLabel = "PATH", description = "The Python that runs the cells.")
  private @Nullable Path python;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=JSON",
      description = "A value for the cell tagged \"parameters\"; repeatable.")
  private Map<String, String> parameters = new LinkedHashMap<>();

  @Option(names = "--timeout", paramLabel = "SECONDS", description = "For each cell.")
  private @Nullable Double timeout;

  @Mixin private LimitOptions limits = new LimitOptions();

  @Option(names = "--allow-errors", description = "A failed cell keeps what it bound; go on.")
  private boolean allowErrors;

  @Option(
      names = "--impure",
      paramLabel = "replay|rerun",
      description = "Known results that depend on clock, chance or the world (default: replay).")
  private Impure impure = Impure.REPLAY;

  @Option(names = "--report", paramLabel = "FILE", description = "What ran and why, as JSON.")
  private @Nullable Path report;

  @Option(names = "--timeline", paramLabel = "FILE", description = "Lanes per worker: html or svg.")
  private @Nullable Path timeline;

  @Option(names = "--in-place", description = "Write the outputs into the notebook.")
  private boolean inPlace;

  @Option(names = "-o", paramLabel = "FILE", description = "Write the notebook with outputs here.")
  private @Nullable Path output;

  @Option(names = "--watch", description = "Run again what each save affects, until Ctrl+C.")
  private boolean watch;

  @Option(names = "--clear", description = "With --watch: clear the screen before each run.")
  private boolean clear;

  @Option(names = "--quiet", description = "Show failures and the summary only.")
  private boolean quiet;

  @Spec private @Nullable CommandSpec spec;

  /** What is done with known results that differ from run to run. */
  enum Impure {
    REPLAY,
    RERUN
  }

  private final Terminal terminal;

  RunCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    NotebookInput input = NotebookInput.read(Objects.requireNonNull(path));
    RunTargets targets = new RunTargets(inPlace, output, report, timeline);
    targets.check(input);
    request(input, all);
    ProjectSettings project = ProjectSettings.above(input.directory());
    Optional<Path> kept = storeDirectory();
    kept.ifPresent(RunCommand::checkVersion);
    RunSettings settings =
        new RunSettings(
            Optional.ofNullable(python),
            jobs,
            kept,
            System.getenv(),
            limits.over(project.limits()));
    if (watch) {
      return watch(input, targets, settings);
    }
    LiveRun run = new LiveRun(terminal, input, quiet, settings);
    RunReport result;
    try {
      result = run.run(input, request(input, all));
    } finally {
      run.close();
    }
    if (kept.isPresent()) {
      StoreKeeping.afterSession(kept.get(), project.quota());
    }
    run.summary(result);
    if (result.fault() != null) {
      terminal.note("freshet: " + input.shown() + ": " + result.fault());
    }
    targets.write(input, result, allowErrors, terminal);
    return status(result);
  }

  private int watch(NotebookInput input, RunTargets targets, RunSettings settings)
      throws InterruptedException, IOException {
    try (LiveRun run = new LiveRun(terminal, input, quiet, settings)) {
      AtomicBoolean everything = new AtomicBoolean(all);
      new WatchRun(terminal, Objects.requireNonNull(path), run, targets, allowErrors, clear)
          .loop(input, now -> request(now, everything.getAndSet(false)));
    }
    return ExitStatus.INTERRUPTED;
  }

  private RunRequest request(NotebookInput input, boolean rerun) {
    RunRequest request =
        new RunWishes(cells, rerun, parameters, Optional.ofNullable(timeout), allowErrors)
            .request(input.notebook());
    return impure == Impure.RERUN ? request.withImpureRerun() : request;
  }

  private void check() {
    if (clear && !watch) {
      throw wrong("--clear belongs to --watch");
    }
    if (jobs < 1) {
      throw wrong("--jobs must be at least 1, not " + jobs);
    }
    if (store != null && noStore) {
      throw wrong("--store and --no-store exclude each other");
    }
    if (inPlace && output != null) {
      throw wrong("--in-place and -o exclude each other");
    }
    if (timeout != null && !(timeout > 0)) {
      throw wrong("--timeout must be positive, not " + timeout);
    }
  }

  private static void checkVersion(Path directory) {
    try {
      StoreContents.check(directory);
    } catch (NewerStoreException e) {
      throw new UnreadableInputException(directory.toString(), String.valueOf(e.getMessage()), e);
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
  }

  private Optional<Path> storeDirectory() {
    if (noStore) {
      return Optional.empty();
    }
    return Optional.of(
        Objects.requireNonNullElseGet(store, () -> RunPlaces.store(Objects.requireNonNull(path)))
            .toAbsolutePath());
  }

  private int status(RunReport result) {
    if (result.interrupted()) {
      return ExitStatus.INTERRUPTED;
    }
    if (result.fault() != null) {
      return ExitStatus.UNUSABLE;
    }
    return result.failed() && !allowErrors ? ExitStatus.FOUND : ExitStatus.DONE;
  }
}
