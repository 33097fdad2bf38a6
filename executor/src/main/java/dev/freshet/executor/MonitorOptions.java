package dev.freshet.executor;

import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.plan.Program;
import dev.freshet.executor.runtime.CellLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a monitor is opened with.
 *
 * @param name the notebook's file name, for the report
 * @param directory absolute path of the notebook's directory; cells run there
 * @param python the interpreter that the user named, if any
 * @param kernelName the kernelspec that the notebook names, if any
 * @param jobs how many cells may compute at once
 * @param store directory where results are kept, if they are
 * @param runtime directory that holds the package {@code freshet_runtime}
 * @param keepLimit values larger than this many bytes are not kept in the store
 * @param variables the process environment
 * @param analysis what cells do, from text alone
 * @param limits what one cell may take
 */
public record MonitorOptions(
    String name,
    Path directory,
    Optional<Path> python,
    Optional<String> kernelName,
    int jobs,
    Optional<Path> store,
    Path runtime,
    long keepLimit,
    Map<String, String> variables,
    Function<Notebook, Program> analysis,
    CellLimits limits) {
  /** 512 MiB per value. */
  public static final long DEFAULT_KEEP_LIMIT = 512L << 20;

  /** With the usual limits. */
  public MonitorOptions(
      String name,
      Path directory,
      Optional<Path> python,
      Optional<String> kernelName,
      int jobs,
      Optional<Path> store,
      Path runtime,
      long keepLimit,
      Map<String, String> variables,
      Function<Notebook, Program> analysis) {
    this(
        name,
        directory,
        python,
        kernelName,
        jobs,
        store,
        runtime,
        keepLimit,
        variables,
        analysis,
        CellLimits.DEFAULT);
  }

  /** This with other limits. */
  public MonitorOptions with(CellLimits other) {
    return new MonitorOptions(
        name,
        directory,
        python,
        kernelName,
        jobs,
        store,
        runtime,
        keepLimit,
        variables,
        analysis,
        other);
  }

  public MonitorOptions {
    variables = Map.copyOf(variables);
    if (jobs < 1) {
      throw new IllegalArgumentException("at least one job is needed, not " + jobs);
    }
  }
}
