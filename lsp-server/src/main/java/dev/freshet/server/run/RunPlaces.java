package dev.freshet.server.run;

import dev.freshet.executor.digest.Sha256;
import dev.freshet.server.files.UserDirectories;
import java.nio.file.Path;

/** Where results are kept. */
public final class RunPlaces {
  private static final int KEY_DIGITS = 16;

  private RunPlaces() {}

  /** The directory for a notebook's results in the user's cache; editors and commands share it. */
  public static Path store(Path notebook) {
    Path whole = notebook.toAbsolutePath().normalize();
    String name = String.valueOf(whole.getFileName()).replaceAll("[^A-Za-z0-9._-]", "_");
    return UserDirectories.cache()
        .resolve("results")
        .resolve(name + "-" + Sha256.of(whole.toString()).substring(0, KEY_DIGITS));
  }
}
