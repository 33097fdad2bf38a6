package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class Sha256Test {
  @Test
  void digestsAreThoseOfThePlatform() throws NoSuchAlgorithmException {
    MessageDigest platform = MessageDigest.getInstance("SHA-256");
    Random random = new Random(256);
    for (int length = 0; length < 300; length++) {
      StringBuilder text = new StringBuilder();
      random.ints(length, 32, 0x2500).forEach(text::appendCodePoint);
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      assertThat(Sha256.hex(text.toString()))
          .as("%d characters", length)
          .isEqualTo(HexFormat.of().formatHex(platform.digest(bytes)));
    }
  }
}
