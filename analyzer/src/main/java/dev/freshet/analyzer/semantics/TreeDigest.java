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
 * formatting have one digest (32 hex digits of SHA-256 over the tree).
 */
final class TreeDigest {
  private static final HexFormat HEX = HexFormat.of();
  private static final int BYTES = 16;

  private final StringBuilder text = new StringBuilder(512);

  private TreeDigest() {}

  static String of(Node node) {
    TreeDigest digest = new TreeDigest();
    digest.add(node);
    return ofText(digest.text);
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
      text.append('~');
    } else if (value instanceof List<?> list) {
      text.append('[');
      list.forEach(this::add);
      text.append(']');
    } else if (value instanceof Node || isLiteral(value)) {
      text.append('(').append(value.getClass().getSimpleName());
      for (Method accessor : TreeShape.accessors(value.getClass())) {
        add(TreeShape.get(accessor, value));
      }
      text.append(')');
    } else {
      String plain = value.toString();
      text.append(plain.length()).append(':').append(plain);
    }
  }

  private static boolean isLiteral(Object value) {
    return value instanceof Literal && !(value instanceof Literal.Singleton);
  }
}
