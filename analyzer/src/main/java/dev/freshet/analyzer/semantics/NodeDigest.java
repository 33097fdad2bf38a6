package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Parts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hash over a syntax tree (128 bits, as 32 hex digits); kinds of digests differ in what they
 * disregard.
 */
abstract class NodeDigest implements Parts {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  private static final int DIGITS = 16;

  // Two rounds of multiply-and-rotate with odd constants from the golden ratio and from pi.
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final long PI = 0x243F6A8885A308D3L;

  // What stands before a part, so that parts cannot be taken for each other.
  private static final int NOTHING = 3;
  private static final int LIST = 4;
  private static final int TEXT = 5;
  private static final int BYTES = 6;
  private static final int NUMBER = 7;
  private static final int MARK = 8;
  private static final int STRING = 10;
  private static final int SIZE = 8;

  // Stands for the kind of node, the same in every run.
  private static final ClassValue<Integer> KINDS =
      new ClassValue<>() {
        @Override
        protected Integer computeValue(Class<?> type) {
          return type.getSimpleName().hashCode();
        }
      };

  private long first = GOLDEN;
  private long second = PI;

  final String hex() {
    mix(1);
    mix(2);
    byte[] digits = new byte[2 * DIGITS];
    for (int i = 0; i < DIGITS; i++) {
      digits[i] = HEX[(int) (first >>> (60 - 4 * i)) & 15];
      digits[DIGITS + i] = HEX[(int) (second >>> (60 - 4 * i)) & 15];
    }
    return new String(digits, StandardCharsets.ISO_8859_1);
  }

  @Override
  public void node(@Nullable Node part) {
    if (part == null) {
      mix(NOTHING);
    } else {
      kind(part.getClass());
      part.parts(this);
    }
  }

  final void kind(Class<? extends Node> type) {
    mix(KINDS.get(type));
  }

  @Override
  public void nodes(List<? extends Node> parts) {
    mix(LIST + ((long) parts.size() << SIZE));
    for (int i = 0; i < parts.size(); i++) {
      node(parts.get(i));
    }
  }

  @Override
  public void values(List<?> values) {
    mix(LIST + ((long) values.size() << SIZE));
    values.forEach(this::value);
  }

  @Override
  public void value(Object value) {
    if (value instanceof Literal.Str string) {
      mix(STRING);
      text(string.value());
    } else if (value instanceof Literal.Bytes bytes) {
      mix(BYTES);
      text(bytes.latin1());
    } else if (value instanceof Literal.Num num) {
      mix(NUMBER);
      text(num.kind().name());
      text(number(num));
    } else if (value instanceof Enum<?> constant) {
      text(constant.name());
    } else {
      text(value.toString());
    }
  }

  String number(Literal.Num num) {
    return num.text().indexOf('_') < 0 ? num.text() : num.text().replace("_", "");
  }

  @Override
  public void number(int number) {
    mix(NUMBER + ((long) number << SIZE));
  }

  @Override
  public void mark(boolean is) {
    mix(is ? MARK + 1 : MARK);
  }

  // Four characters a round.
  @Override
  public void text(String text) {
    int length = text.length();
    mix(TEXT + ((long) length << SIZE));
    int at = 0;
    for (; at + 4 <= length; at += 4) {
      mix(
          text.charAt(at)
              | (long) text.charAt(at + 1) << 16
              | (long) text.charAt(at + 2) << 32
              | (long) text.charAt(at + 3) << 48);
    }
    long rest = 0;
    for (; at < length; at++) {
      rest = rest << 16 | text.charAt(at);
    }
    mix(rest);
  }

  final void mix(long value) {
    first = Long.rotateLeft((first ^ value) * GOLDEN, 29) + second;
    second = Long.rotateLeft((second + value) * PI, 37) ^ first;
  }
}
