package dev.freshet.server.lsp;

import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.server.files.NotebookAnalysis;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * What the packages that an open notebook imports say of themselves. They are read on a thread of
 * their own: an edit never waits for it; when something new is known, the session is told.
 */
final class PackageLookup {
  private static final Logger LOG = Logger.getLogger(PackageLookup.class.getName());

  // One for all notebooks: who opens ten does not want ten packages read at once.
  private static final ExecutorService READER =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread thread = new Thread(work, "freshet-packages");
            thread.setDaemon(true);
            return thread;
          });

  private final MainLoop loop;
  private final NotebookPlace place;
  private final Optional<Path> python;
  private final Runnable changed;
  private Set<String> asked = Set.of();
  private List<String> tables = List.of();

  /**
   * Knows nothing yet.
   *
   * @param changed is run on the main loop when something else is known than before
   */
  PackageLookup(MainLoop loop, NotebookPlace place, Optional<Path> python, Runnable changed) {
    this.loop = loop;
    this.place = place;
    this.python = python;
    this.changed = changed;
  }

  /** What is known now of the packages that a notebook imports. */
  List<String> of(Notebook notebook) {
    Set<String> names = NotebookAnalysis.packages(place.directory(), notebook);
    if (!names.equals(asked)) {
      asked = names;
      READER.execute(() -> read(notebook));
    }
    return tables;
  }

  /** A run has ended, which may have installed something. */
  void again() {
    asked = Set.of();
  }

  private void read(Notebook notebook) {
    try {
      List<String> found =
          NotebookAnalysis.installed(place.directory(), notebook, python, place.kernelName());
      loop.post("packages", () -> found(found));
    } catch (RuntimeException | StackOverflowError fault) {
      LOG.log(Level.WARNING, "packages could not be read", fault);
    }
  }

  private void found(List<String> found) {
    if (!found.equals(tables)) {
      tables = found;
      changed.run();
    }
  }
}
