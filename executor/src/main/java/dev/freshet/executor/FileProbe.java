package dev.freshet.executor;

import dev.freshet.executor.plan.Inputs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Digests of files as docs/wire.md defines them. */
final class FileProbe {
  private FileProbe() {}

  /** The answer to a key such as {@code read:data.csv}; paths are relative to the directory. */
  static String digest(String key, Path directory) {
    int colon = key.indexOf(':');
    Path path = directory.resolve(key.substring(colon + 1));
    try {
      return switch (key.substring(0, colon)) {
        case "exists" -> Files.exists(path) ? "present" : Inputs.ABSENT;
        case "list" -> Files.isDirectory(path) ? listing(path) : Inputs.ABSENT;
        default -> Files.exists(path) ? content(path) : Inputs.ABSENT;
      };
    } catch (IOException e) {
      return "unreadable";
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

  static String content(Path path) throws IOException {
    MessageDigest digest = sha256();
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
