package dev.freshet.executor;

import dev.freshet.executor.plan.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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
      return hex(sha256().digest(names.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Python sorts strings by code point, Java by UTF-16 unit. */
  private static int byCodePoint(String a, String b) {
    return java.util.Arrays.compare(a.codePoints().toArray(), b.codePoints().toArray());
  }

  /** SHA-256 of a file's content; of a very large one, of its size and time. */
  static String content(Path path) throws IOException {
    MessageDigest digest = sha256();
    long size = Files.size(path);
    if (size > LARGEST_HASHED) {
      String mark = size + ":" + Files.getLastModifiedTime(path).to(TimeUnit.NANOSECONDS);
      return hex(digest.digest(mark.getBytes(StandardCharsets.UTF_8)));
    }
    byte[] buffer = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(path)) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return hex(digest.digest());
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
