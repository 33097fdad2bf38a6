package dev.freshet.executor.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * HMAC-SHA256 (RFC 2104) over worker name, header and payloads, each preceded by its length as 8
 * bytes big endian; lower-case hexadecimal.
 */
public final class Signature {
  private final ThreadLocal<Mac> macs;

  /** {@code hexKey}: the key as it stands in the zygote's first line. */
  public Signature(String hexKey) {
    SecretKeySpec key = new SecretKeySpec(HexFormat.of().parseHex(hexKey), "HmacSHA256");
    macs = ThreadLocal.withInitial(() -> mac(key));
  }

  byte[] of(String worker, List<byte[]> parts) {
    Mac mac = macs.get();
    update(mac, worker.getBytes(StandardCharsets.UTF_8));
    parts.forEach(part -> update(mac, part));
    return HexFormat.of().formatHex(mac.doFinal()).getBytes(StandardCharsets.US_ASCII);
  }

  private static Mac mac(SecretKeySpec key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has HmacSHA256", e);
    }
  }

  private static void update(Mac mac, byte[] part) {
    mac.update(ByteBuffer.allocate(8).putLong(part.length).array());
    mac.update(part);
  }

  boolean verifies(String worker, List<byte[]> parts, byte[] claimed) {
    return MessageDigest.isEqual(of(worker, parts), claimed);
  }
}
