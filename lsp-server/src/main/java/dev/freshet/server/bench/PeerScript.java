package dev.freshet.server.bench;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;

/** A program in Python that comes with the measurements, in a file of its own while it is used. */
final class PeerScript implements AutoCloseable {
  private final Path file;

  PeerScript(String resource) throws IOException {
    file = Files.createTempFile("freshet-bench-", ".py");
    try (InputStream text =
        Objects.requireNonNull(PeerScript.class.getResourceAsStream(resource))) {
      Files.copy(text, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  List<String> command(String python, String argument) {
    return List.of(python, file.toString(), argument);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
