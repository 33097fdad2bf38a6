package dev.freshet.server.cli;

import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.executor.RunReport.FileReport;
import dev.freshet.executor.RunRequest;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs a notebook whenever it, a module beside it, or a file that its cells read is saved: what is
 * affected runs, the interpreters stay.
 */
final class WatchRun {
  private static final long POLL_MILLIS = 200;
  private static final String CLEAR_SCREEN = "\u001b[H\u001b[2J\u001b[3J";

  private final Terminal terminal;
  private final Path path;
  private final LiveRun run;
  private final RunTargets targets;
  private final boolean allowErrors;
  private final boolean clear;
  private final WatchedFiles watched = new WatchedFiles();

  WatchRun(
      Terminal terminal,
      Path path,
      LiveRun run,
      RunTargets targets,
      boolean allowErrors,
      boolean clear) {
    this.terminal = terminal;
    this.path = path;
    this.run = run;
    this.targets = targets;
    this.allowErrors = allowErrors;
    this.clear = clear;
  }

  /** Until the user stops it. {@code requests}: what is wanted of the notebook as it was read. */
  void loop(NotebookInput first, Function<NotebookInput, RunRequest> requests)
      throws InterruptedException, IOException {
    NotebookInput input = first;
    watched.follow(sources(input));
    Optional<RunRequest> request = Optional.of(requests.apply(input));
    while (true) {
      if (request.isPresent()) {
        round(input, request.get());
      }
      if (awaitChange()) {
        return;
      }
      request = Optional.empty();
      try {
        input = NotebookInput.read(path).withIdsOf(input.notebook());
        request = Optional.of(requests.apply(input));
      } catch (UnreadableInputException e) {
        terminal.note("freshet: " + e.getMessage() + "; waiting for the next save");
      }
    }
  }

  private void round(NotebookInput input, RunRequest request)
      throws InterruptedException, IOException {
    RunReport report = run.run(input, request);
    run.summary(report);
    if (report.fault() != null) {
      terminal.note("freshet: " + input.shown() + ": " + report.fault());
    }
    try {
      targets.write(input, report, allowErrors, terminal);
    } catch (UnreadableInputException e) {
      terminal.note("freshet: " + e.getMessage());
    }
    if (targets.inPlace() && sameCells(input)) {
      watched.accept(path.toAbsolutePath());
    }
    Set<Path> all = sources(input);
    all.addAll(read(input, report));
    watched.follow(all);
    int others = watched.size() - 1;
    terminal.note(
        "watching %s%s; Ctrl+C ends"
            .formatted(
                input.shown(),
                others == 0
                    ? ""
                    : " and %d other file%s".formatted(others, others == 1 ? "" : "s")));
  }

  /** Whether what lies on disk is what was just run, with its outputs perhaps. */
  private boolean sameCells(NotebookInput input) {
    try {
      return NotebookInput.read(path).notebook().cells().equals(input.notebook().cells());
    } catch (UnreadableInputException e) {
      return false;
    }
  }

  /** Waits for a change to come and to end; true when the user wants to stop instead. */
  private boolean awaitChange() throws InterruptedException {
    Set<Path> changed = new TreeSet<>();
    while (changed.isEmpty()) {
      if (run.stopping(POLL_MILLIS)) {
        return true;
      }
      changed.addAll(watched.changed());
    }
    for (Set<Path> more = changed; !more.isEmpty(); more = watched.changed()) {
      changed.addAll(more);
      if (run.stopping(POLL_MILLIS)) {
        return true;
      }
    }
    if (clear && terminal.live()) {
      terminal.out().print(CLEAR_SCREEN);
    }
    terminal.note("changed: " + shown(changed));
    return false;
  }

  private String shown(Set<Path> changed) {
    Path directory = Optional.ofNullable(path.toAbsolutePath().getParent()).orElse(path);
    return String.join(
        ", ",
        changed.stream()
            .map(p -> p.startsWith(directory) ? directory.relativize(p) : p)
            .map(Path::toString)
            .limit(5)
            .toList());
  }

  /** The notebook, and the modules beside it. */
  private Set<Path> sources(NotebookInput input) {
    Set<Path> all = new TreeSet<>();
    all.add(path.toAbsolutePath());
    try (Stream<Path> beside = Files.list(input.directory())) {
      beside.filter(p -> p.toString().endsWith(".py")).forEach(all::add);
    } catch (IOException e) {
      terminal.note("freshet: modules beside the notebook are not watched: " + e.getMessage());
    }
    return all;
  }

  /** What cells read, asked for or listed, and none wrote. */
  private static Set<Path> read(NotebookInput input, RunReport report) {
    Set<Path> read = new TreeSet<>();
    Set<Path> written = new TreeSet<>();
    for (CellReport cell : report.document().cells()) {
      for (FileReport file : cell.files()) {
        try {
          Path there = input.directory().resolve(file.path()).normalize();
          (file.mode().contains("write") ? written : read).add(there);
        } catch (InvalidPathException e) {
          // A name that no file of this system can have cannot change either.
        }
      }
    }
    read.removeAll(written);
    return read;
  }
}
