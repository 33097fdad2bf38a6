package dev.freshet.server.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The texts of files, as they are now or as they were. */
@FunctionalInterface
public interface FileTexts {
  /** The largest file that is read, in bytes. */
  long LARGEST = 1L << 20;

  FileTexts DISK = FileTexts::onDisk;

  /** The text of a file; empty when it is not there, or too large, or not text. */
  Optional<String> text(Path file);

  private static Optional<String> onDisk(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LARGEST) {
        return Optional.empty();
      }
      return Optional.of(Files.readString(file));
    } catch (IOException | UncheckedIOException unreadable) {
      return Optional.empty();
    }
  }
}
