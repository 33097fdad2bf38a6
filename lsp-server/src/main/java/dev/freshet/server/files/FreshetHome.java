package dev.freshet.server.files;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where Freshet itself lies; the launcher says so in the property {@code freshet.home}. */
public final class FreshetHome {
  private FreshetHome() {}

  /** The directory that holds the Python package {@code freshet_runtime}. */
  public static Path runtime() {
    return above("python-runtime/freshet_runtime")
        .map(Path::getParent)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "the installation is incomplete: no python-runtime at or above " + named()));
  }

  /** A page of the documentation, such as {@code docs/cli.md}, where it is installed. */
  public static Optional<Path> page(String path) {
    return above(path);
  }

  private static Optional<Path> above(String path) {
    for (Path folder = named(); folder != null; folder = folder.getParent()) {
      Path found = folder.resolve(path);
      if (Files.exists(found)) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private static Path named() {
    String home = System.getProperty("freshet.home", "");
    return Path.of(home.isEmpty() ? "." : home).toAbsolutePath().normalize();
  }
}
