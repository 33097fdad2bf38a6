package dev.freshet.executor.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Files that are there whole or not at all, whenever this process dies. Nothing waits for the disk:
 * after a power cut a file may be short, which its checksum or its syntax tells ({@link #flush}
 * makes that unlikely).
 */
final class AtomicFiles {
  private AtomicFiles() {}

  static void write(Path target, byte[] bytes) throws IOException {
    place(
        target,
        channel -> {
          ByteBuffer rest = ByteBuffer.wrap(bytes);
          while (rest.hasRemaining()) {
            channel.write(rest);
          }
        });
  }

  static void copy(Path source, Path target) throws IOException {
    place(
        target,
        channel -> {
          try (FileChannel in = FileChannel.open(source, StandardOpenOption.READ)) {
            long size = in.size();
            for (long at = 0; at < size; ) {
              at += in.transferTo(at, size - at, channel);
            }
          }
        });
  }

  /** What fills a new file. */
  interface Filling {
    void into(FileChannel channel) throws IOException;
  }

  /** Whether a file is one that was being written when its writer died. */
  static boolean isUnfinished(Path file) {
    return String.valueOf(file.getFileName()).startsWith(".");
  }

  static void place(Path target, Filling filling) throws IOException {
    Path directory = target.toAbsolutePath().getParent();
    if (directory == null) {
      throw new IOException("no directory for " + target);
    }
    Files.createDirectories(directory);
    Path temporary = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID());
    try {
      try (FileChannel channel =
          FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        filling.into(channel);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** Asks the system to bring a file to the disk now; one that is gone meanwhile is none. */
  static void flush(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // It was collected, or the file system cannot: what is short later is noticed then.
      return;
    }
  }
}
