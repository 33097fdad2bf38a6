package dev.freshet.executor.runtime;

import dev.freshet.executor.scope.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Segments of living sessions, as opposed to those that lie in a store. */
public final class SharedSegments {
  private SharedSegments() {}

  /** Deletes a segment that this process's sessions made; one that lies elsewhere stays. */
  public static void delete(Segment segment) {
    Path path = Path.of(segment.path());
    Path directory = path.getParent();
    String owner = "-" + ProcessHandle.current().pid() + "-";
    if (directory != null && String.valueOf(directory.getFileName()).contains(owner)) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // It goes with its directory when the session ends.
        return;
      }
    }
  }
}
