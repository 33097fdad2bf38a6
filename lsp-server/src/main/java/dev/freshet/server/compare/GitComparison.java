package dev.freshet.server.compare;

import dev.freshet.server.files.Git;
import dev.freshet.server.files.GitChanges;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.NotebookPaths;
import dev.freshet.server.files.UnreadableInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Notebooks as they were in a Git revision, and as they are now or in another one. */
public final class GitComparison {
  private final GitChanges changes;
  private final List<String> problems = new ArrayList<>();

  private GitComparison(GitChanges changes) {
    this.changes = changes;
  }

  /**
   * Compares with a revision, or two revisions ({@code A..B}; {@code A...B} from where B left A).
   * Throws {@link UnreadableInputException}.
   */
  public static GitComparison of(Path path, String revisions) throws InterruptedException {
    return new GitComparison(GitChanges.of(path, revisions));
  }

  /** One notebook, changed or not; renamed ones are followed. */
  public Comparison notebook(Path path) throws InterruptedException {
    NotebookInput after = after(path);
    return changes
        .oldPath(path)
        .flatMap(old -> before(old, path))
        .map(before -> Comparison.of(before, after))
        .orElseGet(() -> Comparison.ofNew(after));
  }

  /** The notebooks below a directory that changed; what cannot be read is left to the caller. */
  public List<Comparison> below(Path directory) throws IOException, InterruptedException {
    List<Comparison> found = new ArrayList<>();
    for (Path path : changes.below(directory)) {
      try {
        if (isNotebook(path)) {
          found.add(notebook(path));
        }
      } catch (UnreadableInputException e) {
        problems.add(String.valueOf(e.getMessage()));
      }
    }
    return found;
  }

  /** Why some notebooks could not be compared. */
  public List<String> problems() {
    return List.copyOf(problems);
  }

  private boolean isNotebook(Path path) throws IOException {
    return Files.isRegularFile(path)
        ? NotebookPaths.isNotebook(path)
        : path.toString().endsWith(".ipynb");
  }

  private NotebookInput after(Path path) throws InterruptedException {
    Optional<String> revision = changes.to();
    return revision.isPresent()
        ? Git.show(changes.root(), changes.inRepository(path), revision.get(), path)
        : NotebookInput.read(path);
  }

  private Optional<NotebookInput> before(String old, Path path) {
    try {
      return Optional.of(Git.show(changes.root(), old, changes.from(), path));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
