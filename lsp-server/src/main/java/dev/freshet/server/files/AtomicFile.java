package dev.freshet.server.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Writes a file whole or not at all: beside it first, then renamed into place. */
public final class AtomicFile {
  private static final Set<PosixFilePermission> WRITERS =
      EnumSet.of(
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_WRITE);

  private AtomicFile() {}

  /**
   * Replaces the file's content; a symbolic link keeps pointing where it does, and permissions
   * stay.
   *
   * @throws IOException if it cannot be written; the file is then as it was
   */
  public static void write(Path file, byte[] content) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      // A device or a pipe is written into, never replaced.
      Files.write(target, content);
      return;
    }
    Path directory = target.getParent();
    if (directory == null) {
      throw new IOException(file + " is not a file");
    }
    Path fresh = beside(target, directory);
    try {
      fill(fresh, content);
      keepPermissions(target, fresh);
      Files.move(
          fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Why a file cannot be written, as far as that can be told without trying. */
  public static Optional<String> obstacle(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return Optional.of("it is a directory");
    }
    if (Files.exists(file) && !isOpenTo(file, Files.isWritable(file))) {
      return Optional.of("it is read-only");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return Optional.empty();
    }
    if (directory == null || !Files.isDirectory(directory)) {
      return Optional.of("there is no directory " + directory + "; make it first");
    }
    return isOpenTo(directory, Files.isWritable(directory))
        ? Optional.empty()
        : Optional.of("nothing may be written into " + directory);
  }

  /** To root everything is writable; what nobody was meant to write, root is not to replace. */
  private static boolean isOpenTo(Path path, boolean writable) {
    try {
      return writable && !Collections.disjoint(Files.getPosixFilePermissions(path), WRITERS);
    } catch (IOException | UnsupportedOperationException e) {
      return writable; // no such permissions here
    }
  }

  private static void fill(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /**
   * An empty file: of the user alone when it will replace another, else as the user makes files.
   */
  private static Path beside(Path target, Path directory) throws IOException {
    return Files.exists(target)
        ? Files.createTempFile(directory, "." + target.getFileName(), ".new")
        : Files.createFile(
            directory.resolve("." + target.getFileName() + "-" + UUID.randomUUID() + ".new"));
  }

  private static void keepPermissions(Path from, Path to) throws IOException {
    if (Files.exists(from) && Files.getFileStore(to).supportsFileAttributeView("posix")) {
      Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
    }
  }
}
