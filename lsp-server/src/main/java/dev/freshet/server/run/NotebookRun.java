package dev.freshet.server.run;

import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.Monitor;
import dev.freshet.executor.MonitorListener;
import dev.freshet.executor.MonitorOptions;
import dev.freshet.executor.OutputChange;
import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.SessionSnapshot;
import dev.freshet.executor.config.ConfigException;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.plan.Programs;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** One complete run of a notebook; nothing is left behind but what a store is asked to keep. */
public final class NotebookRun {
  private NotebookRun() {}

  /**
   * What is the same for all notebooks.
   *
   * @param python the interpreter that the user named, if any
   * @param runtime directory that holds the package {@code freshet_runtime}
   * @param limit how long a run may take as a whole
   * @param store where results are kept, if they are
   * @param variables the process environment
   */
  public record Settings(
      Optional<Path> python,
      Path runtime,
      int jobs,
      Duration limit,
      Optional<Path> store,
      Map<String, String> variables) {
    public Settings {
      variables = Map.copyOf(variables);
    }

    /** Nothing is kept. */
    public Settings(Optional<Path> python, Path runtime, int jobs, Duration limit) {
      this(python, runtime, jobs, limit, Optional.empty(), System.getenv());
    }

    public Settings withJobs(int number) {
      return new Settings(python, runtime, number, limit, store, variables);
    }

    /** Results are kept in a directory. */
    public Settings keptIn(Path directory) {
      return new Settings(python, runtime, jobs, limit, Optional.of(directory), variables);
    }

    /** With one more variable in the environment. */
    public Settings with(String name, String value) {
      Map<String, String> more = new HashMap<>(variables);
      more.put(name, value);
      return new Settings(python, runtime, jobs, limit, store, more);
    }
  }

  /** Runs a notebook file where it lies. */
  public static RunReport once(NotebookInput input, Settings settings)
      throws IOException, InterruptedException {
    return once(input.shown(), input.directory(), input.notebook(), settings);
  }

  /** Runs code cells that no file holds. */
  public static RunReport once(List<String> sources, Path directory, Settings settings)
      throws IOException, InterruptedException {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      cells.add(Cell.code("c" + i, sources.get(i)));
    }
    return once("cells", directory, Notebook.python(cells), settings);
  }

  /** Runs a text in a directory. */
  public static RunReport once(String name, Path directory, Notebook notebook, Settings settings)
      throws IOException, InterruptedException {
    MonitorOptions options = options(name, directory, settings.store(), settings);
    try (Monitor monitor = openAlone(options)) {
      monitor.edit(notebook);
      CompletableFuture<RunReport> report = monitor.run(RunRequest.all());
      try {
        return report.get(settings.limit().toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        throw new IOException(
            name + " did not end within " + settings.limit() + ": " + monitor.snapshot(), e);
      }
    } catch (ExecutionException e) {
      throw new IOException(name + ": " + e.getCause(), e);
    }
  }

  /**
   * A monitor that nobody listens to: all is in its reports, and questions raise in their cells.
   */
  public static Monitor openAlone(MonitorOptions options) {
    Silence silence = new Silence();
    Monitor monitor = Monitor.open(options, silence);
    silence.monitor.complete(monitor);
    return monitor;
  }

  /** What a monitor is opened with for such a run. */
  public static MonitorOptions options(
      String name, Path directory, Optional<Path> store, Settings settings) {
    return new MonitorOptions(
        name,
        directory,
        settings.python(),
        Optional.empty(),
        settings.jobs(),
        store,
        settings.runtime(),
        MonitorOptions.DEFAULT_KEEP_LIMIT,
        settings.variables(),
        analysis(directory, settings.python(), Optional.empty()));
  }

  /**
   * What cells do, from text, with what lies in the directory and is installed now.
   *
   * @param python the interpreter that the user named, if any
   * @param kernelName the kernelspec that the notebook names, if any
   */
  public static Function<Notebook, Program> analysis(
      Path directory, Optional<Path> python, Optional<String> kernelName) {
    AnalysisHost host = new AnalysisHost();
    OptionalInt version = version(directory);
    return notebook ->
        Programs.of(
            host.apply(
                notebook,
                NotebookAnalysis.inputs(directory, notebook)
                    .withPython(version)
                    .withInstalled(
                        NotebookAnalysis.installed(directory, notebook, python, kernelName))));
  }

  // Settings that cannot be read are the command line's or the editor's to tell.
  private static OptionalInt version(Path directory) {
    try {
      return NotebookAnalysis.settings(directory);
    } catch (ConfigException e) {
      return OptionalInt.empty();
    }
  }

  private static final class Silence implements MonitorListener {
    private final CompletableFuture<Monitor> monitor = new CompletableFuture<>();

    @Override
    public void status(SessionSnapshot snapshot) {}

    @Override
    public void output(CellId id, OutputChange change) {}

    @Override
    public void finished(RunReport report) {}

    @Override
    public void inputRequested(CellId id, String prompt, boolean password) {
      var unused = monitor.thenAccept(m -> m.reply(id, Optional.empty()));
    }

    @Override
    public void progress(String line) {}
  }
}
