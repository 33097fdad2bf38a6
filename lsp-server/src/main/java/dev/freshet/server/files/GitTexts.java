package dev.freshet.server.files;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The files of a repository as they were in a revision. */
final class GitTexts implements FileTexts {
  private final Path root;
  private final String revision;
  private @Nullable Set<String> names;

  GitTexts(Path root, String revision) {
    this.root = root;
    this.revision = revision;
  }

  @Override
  public Optional<String> text(Path file) {
    Path plain = file.toAbsolutePath().normalize();
    if (!plain.startsWith(root)) {
      return FileTexts.DISK.text(file);
    }
    String name = root.relativize(plain).toString().replace('\\', '/');
    try {
      if (!names().contains(name)) {
        return Optional.empty();
      }
      String text = Git.text(root, file, "show", revision + ":" + name);
      return text.length() > LARGEST ? Optional.empty() : Optional.of(text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (UnreadableInputException e) {
      return Optional.empty();
    }
  }

  private Set<String> names() throws InterruptedException {
    Set<String> known = names;
    if (known == null) {
      String all = Git.text(root, root, "ls-tree", "-r", "-z", "--name-only", revision);
      known = new HashSet<>(Arrays.asList(all.split("\0", -1)));
      names = known;
    }
    return known;
  }
}
