package dev.freshet.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the monitor finds in files is what a worker wrote down of them. */
class FileProbeTest {
  @TempDir private Path directory = Path.of("");

  private String digest(String key) {
    return FileProbe.digest(key, directory);
  }

  private static String sha256(String text) throws NoSuchAlgorithmException {
    byte[] digest =
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest);
  }

  @Test
  void contentListsAndExistence() throws IOException, NoSuchAlgorithmException {
    Files.writeString(directory.resolve("b.txt"), "text");
    Files.createDirectory(directory.resolve("a"));
    assertThat(digest("read:b.txt")).isEqualTo(sha256("text"));
    assertThat(digest("exists:a")).isEqualTo("present");
    assertThat(digest("list:.")).isEqualTo(sha256("a\nb.txt"));
    assertThat(digest("read:a")).isEqualTo("absent");
    assertThat(digest("read:c.txt")).isEqualTo("absent");
    assertThat(digest("list:b.txt")).isEqualTo("absent");
  }

  @Test
  void aVeryLargeFileIsKnownBySizeAndTimeAsToTheWorker()
      throws IOException, NoSuchAlgorithmException {
    Path large = directory.resolve("large.bin");
    long size = (256L << 20) + 1;
    try (RandomAccessFile sparse = new RandomAccessFile(large.toFile(), "rw")) {
      sparse.setLength(size);
    }
    Files.setLastModifiedTime(
        large, FileTime.from(1_234_567_891_234_567_000L, TimeUnit.NANOSECONDS));
    assertThat(digest("read:large.bin")).isEqualTo(sha256(size + ":1234567891234567000"));
  }

  @Test
  void aNameThatNoPathCanHaveIsNoEndOfTheSession() {
    assertThat(digest("read:a\0b")).isEqualTo("unnameable");
    assertThat(digest("exists:caf\uDCE9.txt")).isIn("unnameable", "absent");
  }
}
