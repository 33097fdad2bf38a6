package dev.freshet.server.lsp;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Path;
import java.util.Optional;

/** What a notebook's URI says about files; many say nothing. */
final class NotebookUri {
  private NotebookUri() {}

  /** The file, for {@code file:} URIs. */
  static Optional<Path> file(String uri) {
    try {
      URI parsed = new URI(uri);
      if (!"file".equals(parsed.getScheme()) || parsed.getPath() == null) {
        return Optional.empty();
      }
      return Optional.of(Path.of(new URI("file", null, parsed.getPath(), null)));
    } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }

  /** What relative paths are relative to: the file's directory, else the server's own. */
  static Path directory(String uri) {
    return file(uri).map(Path::getParent).orElseGet(() -> Path.of("").toAbsolutePath());
  }
}
