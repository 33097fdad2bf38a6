package dev.freshet.server.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The Python files of one installed package: which there are, how old they are, what they say. */
final class PackageTexts {
  private static final int MOST = 700;
  private static final long LARGEST = 6L << 20;
  private static final Set<String> ASIDE =
      Set.of("tests", "test", "testing", "examples", "docs", "doc", "__pycache__", "_vendor");

  private final Path root;
  private final Map<String, Path> files = new TreeMap<>();
  private long size;
  private long state = 17;

  private PackageTexts(Path root) {
    this.root = root;
  }

  /**
   * A package or module in one of some folders.
   *
   * @return empty if none has it as text, or if it is too large to be read
   */
  static Optional<PackageTexts> find(Iterable<Path> folders, String name) {
    for (Path folder : folders) {
      PackageTexts texts = new PackageTexts(folder);
      Path inner = folder.resolve(name);
      Path single = folder.resolve(name + ".py");
      try {
        if (Files.isRegularFile(inner.resolve("__init__.py"))) {
          texts.list(inner);
          return texts.isSmall() ? Optional.of(texts) : Optional.empty();
        }
        if (Files.isRegularFile(single)) {
          texts.add(single, Files.readAttributes(single, BasicFileAttributes.class));
          return texts.isSmall() ? Optional.of(texts) : Optional.empty();
        }
      } catch (IOException | UncheckedIOException unreadable) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private boolean isSmall() {
    return files.size() <= MOST && size <= LARGEST;
  }

  private void list(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path inner, BasicFileAttributes attributes) {
            boolean aside = ASIDE.contains(inner.getFileName().toString());
            return aside ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(".py")) {
              add(file, attributes);
            }
            return isSmall() ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException unreadable) {
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void add(Path file, BasicFileAttributes attributes) {
    String path = root.relativize(file).toString().replace('\\', '/');
    files.put(path, file);
    size += attributes.size();
    long one = path.hashCode() * 31L + attributes.size();
    one = one * 1_000_003L + attributes.lastModifiedTime().toMillis();
    // A sum, so that the order in which a folder lists its files does not matter.
    state += one * 0x9E3779B97F4A7C15L ^ (one >>> 29);
  }

  /** Differs when a file was changed, added or removed. */
  String fingerprint() {
    return files.size() + "-" + size + "-" + Long.toHexString(state);
  }

  /** The folder that holds it. */
  Path root() {
    return root;
  }

  /** The texts by path below the folder of packages; what cannot be read is left out. */
  Map<String, String> read() {
    Map<String, String> texts = new TreeMap<>();
    files.forEach(
        (path, file) -> {
          try {
            texts.put(path, Files.readString(file, StandardCharsets.UTF_8));
          } catch (IOException unreadable) {
            // Native text in an old coding, or a link to nowhere: nothing is known of it.
            texts.remove(path);
          }
        });
    return texts;
  }
}
