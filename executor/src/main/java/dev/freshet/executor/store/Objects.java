package dev.freshet.executor.store;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.freshet.executor.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Optional;

/**
 * Values by content: {@code objects/aa/<sha256>} holds a segment's bytes, {@code <sha256>.zst} the
 * same bytes compressed. Equal values are kept once.
 */
final class Objects {
  static final String PACKED = ".zst";
  private final Path root;

  Objects(Path store) {
    root = store.resolve("objects");
  }

  Path root() {
    return root;
  }

  Path plain(String hash) {
    return root.resolve(hash.substring(0, 2)).resolve(hash);
  }

  Path packed(String hash) {
    return root.resolve(hash.substring(0, 2)).resolve(hash + PACKED);
  }

  /** The hash that a file's name promises. */
  static String promised(Path file) {
    String name = String.valueOf(file.getFileName());
    return isPacked(file) ? name.substring(0, name.length() - PACKED.length()) : name;
  }

  static boolean isPacked(Path file) {
    return String.valueOf(file.getFileName()).endsWith(PACKED);
  }

  /** Where the object lies, if it does with as many bytes as it should have. */
  Optional<Path> find(String hash, long size) {
    Path plain = plain(hash);
    if (plain.toFile().length() == size) {
      return Optional.of(plain);
    }
    Path packed = packed(hash);
    return packed.toFile().length() > 0 ? Optional.of(packed) : Optional.empty();
  }

  /**
   * Keeps a segment's bytes, compressed if that pays, and returns their name; empty when the
   * segment is gone.
   *
   * @param costMs how long it took to compute the value: unpacking must be much faster
   */
  Optional<String> put(Path source, long size, double costMs) throws IOException {
    try {
      String hash = Sha256.of(source);
      Optional<Path> there = find(hash, size);
      if (there.isPresent()) {
        use(there.get());
      } else if (Compression.pays(source, size, costMs)) {
        AtomicFiles.place(packed(hash), channel -> pack(source, Channels.newOutputStream(channel)));
      } else {
        AtomicFiles.copy(source, plain(hash));
      }
      return Optional.of(hash);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** Notes that an object was used now: it is kept longer, and nobody collects it meanwhile. */
  static void use(Path object) {
    try {
      Files.setLastModifiedTime(object, FileTime.from(Instant.now()));
    } catch (IOException e) {
      // It was collected just now, or the store may only be read: whoever needs it will notice.
      return;
    }
  }

  private static void pack(Path source, OutputStream out) throws IOException {
    try (InputStream in = Files.newInputStream(source);
        OutputStream packed = new ZstdOutputStream(out, Compression.LEVEL)) {
      in.transferTo(packed);
    }
  }

  /**
   * Unpacks an object into a new file; false, and no file, when its bytes are not what they were.
   */
  static boolean unpack(Path object, Path target) throws IOException {
    MessageDigest digest = Sha256.start();
    Path temporary = target.resolveSibling(target.getFileName() + ".tmp");
    try (InputStream in =
        new DigestInputStream(new ZstdInputStream(Files.newInputStream(object)), digest)) {
      Files.copy(in, temporary);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      if (damaged(object)) {
        return false;
      }
      throw e;
    }
    if (!Sha256.hex(digest).equals(promised(object))) {
      Files.deleteIfExists(temporary);
      return false;
    }
    Files.move(temporary, target);
    return true;
  }

  private static boolean damaged(Path object) {
    try {
      return !isSound(object);
    } catch (IOException e) {
      return true;
    }
  }

  /** Whether an object's bytes are what its name promises. */
  static boolean isSound(Path object) throws IOException {
    if (!isPacked(object)) {
      return Sha256.of(object).equals(promised(object));
    }
    try (InputStream in = new ZstdInputStream(Files.newInputStream(object))) {
      return Sha256.of(in).equals(promised(object));
    } catch (com.github.luben.zstd.ZstdIOException e) {
      return false;
    }
  }
}
