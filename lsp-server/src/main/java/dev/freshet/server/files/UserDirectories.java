package dev.freshet.server.files;

import java.nio.file.Path;
import java.util.Map;

/** Where Freshet keeps what it may lose: the user's cache directory. */
public final class UserDirectories {
  private UserDirectories() {}

  /** {@code $XDG_CACHE_HOME/freshet}, else {@code ~/.cache/freshet}. */
  public static Path cache() {
    return cache(System.getenv(), System.getProperty("user.home", "."));
  }

  static Path cache(Map<String, String> env, String home) {
    String xdg = env.getOrDefault("XDG_CACHE_HOME", "");
    Path base = xdg.isEmpty() ? Path.of(home, ".cache") : Path.of(xdg);
    return base.resolve("freshet");
  }
}
