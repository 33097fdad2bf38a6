package dev.freshet.server.run;

import dev.freshet.executor.MonitorOptions;
import dev.freshet.executor.runtime.CellLimits;
import dev.freshet.executor.runtime.Machine;
import dev.freshet.server.files.FreshetHome;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What the user chose about running.
 *
 * @param python the interpreter, if one was named
 * @param jobs how many cells may compute at once
 * @param store where results are kept, if they are
 * @param variables the process environment that cells see
 * @param limits what one cell may take
 */
public record RunSettings(
    Optional<Path> python,
    int jobs,
    Optional<Path> store,
    Map<String, String> variables,
    CellLimits limits) {
  public RunSettings {
    variables = Map.copyOf(variables);
  }

  /** With the usual limits. */
  public RunSettings(
      Optional<Path> python, int jobs, Optional<Path> store, Map<String, String> variables) {
    this(python, jobs, store, variables, CellLimits.DEFAULT);
  }

  /** As many jobs as there are processors, in this process's environment. */
  public static RunSettings of(Optional<Path> python, Optional<Path> store) {
    return new RunSettings(python, Machine.jobs(), store, System.getenv());
  }

  public RunSettings withJobs(int newJobs) {
    return new RunSettings(python, newJobs, store, variables, limits);
  }

  public RunSettings withLimits(CellLimits newLimits) {
    return new RunSettings(python, jobs, store, variables, newLimits);
  }

  /**
   * What a monitor needs for one notebook.
   *
   * @param name for the report
   * @param directory in which cells run
   * @param kernelName the kernelspec that the notebook names, if any
   */
  public MonitorOptions options(String name, Path directory, Optional<String> kernelName) {
    return new MonitorOptions(
        name,
        directory.toAbsolutePath().normalize(),
        python,
        kernelName,
        jobs,
        store,
        FreshetHome.runtime(),
        MonitorOptions.DEFAULT_KEEP_LIMIT,
        variables,
        NotebookRun.analysis(directory, python, kernelName),
        limits);
  }
}
