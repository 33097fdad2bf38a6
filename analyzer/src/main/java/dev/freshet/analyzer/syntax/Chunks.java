package dev.freshet.analyzer.syntax;

import static dev.freshet.analyzer.syntax.PythonParser.*;

import java.util.Arrays;

/** Where the top-level statements begin, so that each can be parsed alone. */
final class Chunks {
  private Chunks() {}

  /** Token indices: the first token of each top-level statement, and the end. */
  static int[] boundaries(Tokens tokens) {
    int[] out = new int[16];
    int count = 0;
    int depth = 0;
    boolean lineStart = true;
    boolean decorated = false;
    for (int i = 0; i < tokens.size(); i++) {
      int type = tokens.get(i).type;
      if (lineStart && depth == 0 && type != INDENT && type != DEDENT) {
        if ((!decorated && !continues(type)) || count == 0) {
          out = count + 1 == out.length ? Arrays.copyOf(out, count * 2 + 2) : out;
          out[count++] = i;
        }
        decorated = type == AT;
      }
      depth += type == INDENT ? 1 : type == DEDENT ? -1 : 0;
      lineStart = type == NEWLINE || type == INDENT || type == DEDENT;
    }
    out[count++] = tokens.size();
    return Arrays.copyOf(out, count);
  }

  private static boolean continues(int type) {
    return type == ELSE || type == ELIF || type == EXCEPT || type == FINALLY;
  }
}
