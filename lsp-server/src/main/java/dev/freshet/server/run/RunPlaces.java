package dev.freshet.server.run;

import dev.freshet.server.files.UserDirectories;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Where results are kept. */
public final class RunPlaces {
  private static final int KEY_BYTES = 8;

  private RunPlaces() {}

  /** The directory for a notebook's results in the user's cache; editors and commands share it. */
  public static Path store(Path notebook) {
    Path whole = notebook.toAbsolutePath().normalize();
    String name = String.valueOf(whole.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
    return UserDirectories.cache().resolve("results").resolve(name + "-" + key(whole.toString()));
  }

  private static String key(String path) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, KEY_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
