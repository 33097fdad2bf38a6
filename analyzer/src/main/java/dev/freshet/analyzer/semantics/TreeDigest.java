package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hash of code as Python sees it: two texts that differ only in comments, blank lines and
 * formatting have one digest (128 bits over the tree, as 32 hex digits).
 */
public final class TreeDigest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int BYTES = 16;

  // Two rounds of multiply-and-rotate with odd constants from the golden ratio and from pi.
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long PI = 0x243F6A8885A308D3L;

  private long first = GOLDEN;
  private long second = PI;

  private TreeDigest() {}

  public static String of(Node node) {
    TreeDigest digest = new TreeDigest();
    digest.add(node);
    digest.mix(1);
    digest.mix(2);
    return HEX.toHexDigits(digest.first) + HEX.toHexDigits(digest.second);
  }

  static String ofText(CharSequence text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HEX.formatHex(hash, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private void add(@Nullable Object value) {
    if (value == null) {
      mix(3);
    } else if (value instanceof String text) {
      add(text);
    } else if (value instanceof List<?> list) {
      mix(4 + ((long) list.size() << 8));
      for (Object item : list) {
        add(item);
      }
    } else if (value instanceof Node || isLiteral(value)) {
      TreeShape shape = TreeShape.of(value.getClass());
      mix(shape.tag());
      for (Method accessor : shape.accessors()) {
        add(TreeShape.get(accessor, value));
      }
    } else {
      // Enum constants, numbers and truth values.
      add(value.toString());
    }
  }

  private void add(String text) {
    mix(5 + ((long) text.length() << 8));
    for (int i = 0; i < text.length(); i++) {
      mix(text.charAt(i));
    }
  }

  private void mix(long value) {
    first = Long.rotateLeft((first ^ value) * GOLDEN, 29) + second;
    second = Long.rotateLeft((second + value) * PI, 37) ^ first;
  }

  private static boolean isLiteral(Object value) {
    return value instanceof Literal && !(value instanceof Literal.Singleton);
  }
}
