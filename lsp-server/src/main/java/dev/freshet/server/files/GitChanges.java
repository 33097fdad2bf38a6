package dev.freshet.server.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Which files of a repository changed between two revisions, or since one.
 *
 * @param root the repository's directory
 * @param to empty for the files as they are now
 * @param oldPaths by the path now the path then, below the root; empty for a new file
 */
public record GitChanges(
    Path root, String from, Optional<String> to, Map<String, Optional<String>> oldPaths) {
  public GitChanges {
    oldPaths = Map.copyOf(oldPaths);
  }

  /**
   * @param path a file or directory in the repository
   * @param revisions one revision, {@code A..B} or {@code A...B}
   */
  public static GitChanges of(Path path, String revisions) throws InterruptedException {
    Path directory = Files.isDirectory(path) ? path : parent(path);
    Path root = Path.of(Git.line(directory, path, "rev-parse", "--show-toplevel"));
    String from = revisions;
    Optional<String> to = Optional.empty();
    int dots = revisions.indexOf("..");
    if (dots >= 0) {
      boolean three = revisions.startsWith("...", dots);
      from = orHead(revisions.substring(0, dots));
      to = Optional.of(orHead(revisions.substring(dots + (three ? 3 : 2))));
      String last = commit(root, path, to.get());
      from = three ? Git.line(root, path, "merge-base", commit(root, path, from), last) : from;
    }
    String commit = commit(root, path, from);
    return new GitChanges(root, commit, to, changed(root, path, commit, to));
  }

  /** The hash of a revision that a user named; never an option for Git. */
  private static String commit(Path root, Path asked, String revision) throws InterruptedException {
    String wrong = "there is no revision '" + revision + "' in its repository";
    if (revision.startsWith("-")) {
      throw new UnreadableInputException(asked.toString(), wrong);
    }
    try {
      return Git.line(root, asked, "rev-parse", "--verify", "--quiet", revision + "^{commit}");
    } catch (UnreadableInputException e) {
      throw new UnreadableInputException(asked.toString(), wrong, e);
    }
  }

  /** Where the file at a path was then, below the root; empty when it was not there. */
  Optional<String> oldName(String name) {
    Optional<String> changed = oldPaths.get(name);
    return changed == null ? Optional.of(name) : changed;
  }

  /** Where the file at a path was then, below the root; empty when it was not there. */
  public Optional<String> oldPath(Path path) {
    return oldName(inRepository(path));
  }

  /** The files below a directory that changed and are there now, in order. */
  public List<Path> below(Path directory) {
    List<Path> found = new ArrayList<>();
    String prefix = inRepository(directory);
    for (String name : new TreeSet<>(oldPaths.keySet())) {
      if (prefix.isEmpty() || name.startsWith(prefix + "/")) {
        String rest = prefix.isEmpty() ? name : name.substring(prefix.length() + 1);
        found.add(directory.resolve(rest));
      }
    }
    return found;
  }

  /** A path as Git names it. */
  public String inRepository(Path path) {
    Path real = real(path);
    Path inside = real.startsWith(root) ? root.relativize(real) : real;
    return inside.toString().replace('\\', '/');
  }

  // The file itself may be a link, or may be gone.
  private static Path real(Path path) {
    try {
      return Files.isDirectory(path)
          ? path.toRealPath()
          : parent(path).toRealPath().resolve(path.getFileName());
    } catch (java.io.IOException e) {
      return path.toAbsolutePath().normalize();
    }
  }

  private static Map<String, Optional<String>> changed(
      Path root, Path asked, String from, Optional<String> to) throws InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("diff", "--name-status", "-z", "--find-renames=30%", from));
    to.ifPresent(command::add);
    command.add("--");
    String[] words = Git.text(root, asked, command.toArray(String[]::new)).split("\0", -1);
    Map<String, Optional<String>> found = new LinkedHashMap<>();
    for (int i = 0; i + 1 < words.length; i += 2) {
      switch (words[i].charAt(0)) {
        case 'A' -> found.put(words[i + 1], Optional.empty());
        case 'D' -> {}
        case 'R', 'C' -> {
          found.put(words[i + 2], Optional.of(words[i + 1]));
          i++;
        }
        default -> found.put(words[i + 1], Optional.of(words[i + 1]));
      }
    }
    if (to.isEmpty()) {
      String others =
          Git.text(root, asked, "ls-files", "-z", "--others", "--exclude-standard", "--", ".");
      for (String name : others.split("\0", -1)) {
        if (!name.isEmpty()) {
          found.put(name, Optional.empty());
        }
      }
    }
    return found;
  }

  private static String orHead(String revision) {
    return revision.isEmpty() ? "HEAD" : revision;
  }

  private static Path parent(Path path) {
    Path parent = path.toAbsolutePath().normalize().getParent();
    return parent == null ? path : parent;
  }
}
