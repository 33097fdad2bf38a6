package dev.freshet.executor;

import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.runtime.LocalPython;
import dev.freshet.executor.runtime.PythonRuntime;
import dev.freshet.executor.runtime.PythonSettings;
import dev.freshet.executor.runtime.RuntimeListener;
import dev.freshet.executor.runtime.SegmentSpace;
import dev.freshet.executor.runtime.python.EnvironmentException;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironment;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.executor.runtime.python.SitePackages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which Python runs the notebook, and the one that runs now. Owned by the monitor's thread, but for
 * {@link #find}, which anyone may call.
 */
final class PythonHost {
  /** For measurements of what observation costs, and nothing else. */
  private static final String UNOBSERVED = "FRESHET_UNOBSERVED";

  private final MonitorOptions options;
  private final RuntimeListener ears;
  private final Executor io;
  private final Consumer<Runnable> inbox;
  private final Consumer<String> progress;
  private final AtomicBoolean searching = new AtomicBoolean();
  private final AtomicReference<@Nullable PythonRuntime> early = new AtomicReference<>();
  private final List<Runnable> afterSearch = new ArrayList<>();
  private volatile @Nullable Notebook latest;
  private volatile boolean closed;
  private @Nullable PythonEnvironment found;
  private @Nullable String problem;
  private @Nullable PythonRuntime runtime;
  private @Nullable SegmentSpace space;

  /** {@code inbox} takes what is to be done on the monitor's thread. */
  PythonHost(
      MonitorOptions options,
      RuntimeListener ears,
      Executor io,
      Consumer<Runnable> inbox,
      Consumer<String> progress) {
    this.options = options;
    this.ears = ears;
    this.io = io;
    this.inbox = inbox;
    this.progress = progress;
  }

  /** The text whose imports are made in advance when Python starts. */
  void preloadFor(Notebook notebook) {
    latest = notebook;
  }

  Optional<PythonEnvironment> found() {
    return Optional.ofNullable(found);
  }

  Optional<PythonRuntime> runtime() {
    return Optional.ofNullable(runtime);
  }

  /** Does something once it is known which Python runs the notebook, or that none does. */
  void whenKnown(Runnable task) {
    if (found != null || problem != null) {
      task.run();
      return;
    }
    afterSearch.add(task);
    find(false);
  }

  /**
   * Looks for a Python beside the analysis. Where it is sure that something must run it is started
   * as soon as it is found, for that takes longest.
   */
  void find(boolean startIt) {
    if (!searching.compareAndSet(false, true)) {
      return;
    }
    EnvironmentRequest request =
        new EnvironmentRequest(
            options.directory(), options.python(), options.kernelName(), options.variables());
    io.execute(() -> search(request, startIt));
  }

  private void search(EnvironmentRequest request, boolean startIt) {
    try {
      PythonEnvironment python =
          new PythonEnvironments(options.runtime())
              .find(request, line -> inbox.accept(() -> progress.accept(line)));
      if (startIt && !closed && early.get() == null) {
        PythonRuntime started = newRuntime(python);
        early.set(started);
        started.start();
        if (closed) {
          dropEarly();
        }
      }
      inbox.accept(() -> searched(python, null));
    } catch (EnvironmentException e) {
      inbox.accept(() -> searched(null, String.valueOf(e.getMessage())));
    } catch (RuntimeException e) {
      inbox.accept(() -> searched(null, "Python could not be prepared: " + e));
    }
  }

  /** What was found stays; what was not found is looked for again at the next request. */
  private void searched(@Nullable PythonEnvironment python, @Nullable String trouble) {
    searching.set(python != null);
    found = python;
    problem = trouble;
    List<Runnable> tasks = List.copyOf(afterSearch);
    afterSearch.clear();
    tasks.forEach(Runnable::run);
    problem = null;
  }

  private PythonRuntime newRuntime(PythonEnvironment python) {
    Notebook text = latest == null ? Notebook.python(List.of()) : latest;
    PythonSettings settings =
        new PythonSettings(
            python.executable(),
            python.side(),
            options.runtime(),
            options.directory(),
            Preload.of(text, options.directory(), SitePackages.ofExecutable(python.executable())),
            1,
            !options.variables().containsKey(UNOBSERVED));
    return new LocalPython(settings, options.limits(), space(), ears);
  }

  /** Where values lie; made when there is first something to lie there. Anyone may call it. */
  synchronized SegmentSpace space() {
    SegmentSpace now = space;
    if (now == null) {
      try {
        now = SegmentSpace.create(options.variables());
      } catch (IOException e) {
        throw new UncheckedIOException("there is no place for values: " + e.getMessage(), e);
      }
      space = now;
    }
    return now;
  }

  /** Starts a runtime in place of the present one; empty, or why that cannot be. */
  Optional<String> start() {
    PythonEnvironment python = found;
    if (python == null) {
      return Optional.of(problem == null ? "no Python was found" : problem);
    }
    if (runtime != null) {
      runtime.close();
    }
    PythonRuntime started = early.getAndSet(null);
    if (started == null) {
      started = newRuntime(python);
      started.start();
    }
    runtime = started;
    return Optional.empty();
  }

  /** A runtime is up, started in advance perhaps; false when it was stopped meanwhile. */
  boolean adopt() {
    if (runtime == null) {
      runtime = early.getAndSet(null);
    }
    return runtime != null;
  }

  /** Ends the interpreters; the next start makes others. */
  void stop() {
    if (runtime != null) {
      runtime.close();
      runtime = null;
    }
  }

  /** A runtime that was started in advance, if there is one, is of no use any more. */
  void dropEarly() {
    PythonRuntime unused = early.getAndSet(null);
    if (unused != null) {
      unused.close();
    }
  }

  void close() {
    closed = true;
    dropEarly();
    if (runtime != null) {
      runtime.close();
    }
    closeSpace();
  }

  private synchronized void closeSpace() {
    if (space != null) {
      space.close();
    }
  }
}
