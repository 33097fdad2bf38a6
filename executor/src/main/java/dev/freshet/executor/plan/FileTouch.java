package dev.freshet.executor.plan;

import org.jspecify.annotations.Nullable;

/**
 * A file that an execution touched.
 *
 * @param mode read, write, read-write, exists or list
 * @param digest of what was first read or last written
 */
public record FileTouch(String path, String mode, @Nullable String digest) {
  public boolean writes() {
    return mode.contains("write");
  }

  public boolean reads() {
    return !mode.equals("write");
  }
}
