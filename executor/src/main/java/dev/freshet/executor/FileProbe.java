package dev.freshet.executor;

import dev.freshet.executor.digest.Sha256;
import dev.freshet.executor.plan.Inputs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Digests of files as docs/wire.md defines them. */
final class FileProbe {
  /** In bytes; the worker has the same. */
  private static final long LARGEST_HASHED = 256L << 20;

  private FileProbe() {}

  /**
   * The answer to a key such as {@code read:data.csv}; paths are relative to the directory. What
   * cannot be read is as if it were not there, as for the cell that tried.
   */
  static String digest(String key, Path directory) {
    int colon = key.indexOf(':');
    try {
      Path path = directory.resolve(key.substring(colon + 1));
      return switch (key.substring(0, colon)) {
        case "exists" -> Files.exists(path) ? "present" : Inputs.ABSENT;
        case "list" -> Files.isDirectory(path) ? listing(path) : Inputs.ABSENT;
        default -> Files.isRegularFile(path) ? content(path) : Inputs.ABSENT;
      };
    } catch (IOException | UncheckedIOException e) {
      return Inputs.ABSENT;
    } catch (InvalidPathException e) {
      return "unnameable";
    }
  }

  private static String listing(Path path) throws IOException {
    try (Stream<Path> entries = Files.list(path)) {
      String names =
          String.join(
              "\n",
              entries.map(e -> e.getFileName().toString()).sorted(FileProbe::byCodePoint).toList());
      return Sha256.of(names);
    }
  }

  /** Python sorts strings by code point, Java by UTF-16 unit. */
  private static int byCodePoint(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /** SHA-256 of a file's content; of a very large one, of its size and time. */
  static String content(Path path) throws IOException {
    long size = Files.size(path);
    if (size > LARGEST_HASHED) {
      String mark = size + ":" + Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
      return Sha256.of(mark);
    }
    return Sha256.of(path);
  }
}
