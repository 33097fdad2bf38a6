package dev.freshet.server.files;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where Freshet itself lies; the launcher says so in the property {@code freshet.home}. */
public final class FreshetHome {
  private FreshetHome() {}

  /** The directory that holds the Python package {@code freshet_runtime}. */
  public static Path runtime() {
    String home = System.getProperty("freshet.home", "");
    Path named = Path.of(home.isEmpty() ? "." : home).toAbsolutePath().normalize();
    for (Path folder = named; folder != null; folder = folder.getParent()) {
      Path runtime = folder.resolve("python-runtime");
      if (Files.isDirectory(runtime.resolve("freshet_runtime"))) {
        return runtime;
      }
    }
    throw new IllegalStateException(
        "the installation is incomplete: no python-runtime at or above " + named);
  }
}
