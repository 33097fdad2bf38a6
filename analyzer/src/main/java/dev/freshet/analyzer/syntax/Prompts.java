package dev.freshet.analyzer.syntax;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Prompts that were pasted along with the code; IPython ignores them, so they are skipped. */
final class Prompts {
  private static final Pattern CLASSIC = Pattern.compile("(>>>|\\.\\.\\.)( |(?=[\\r\\n]|$))");
  private static final Pattern IPYTHON = Pattern.compile("(In ?\\[\\d+\\]: ?|\\s*\\.{3,}: ?)");

  private final char[] text;
  private final int end;
  private @Nullable Matcher matcher;

  Prompts(char[] text, int end) {
    this.text = text;
    this.end = end;
  }

  boolean active() {
    return matcher != null;
  }

  /** Looks whether the first line begins with a prompt. */
  void detect(int p) {
    if (startsWith(p, ">>>")) {
      matcher = CLASSIC.matcher(new String(text, 0, end));
    } else if (startsWith(p, "In [") || startsWith(p, "In[")) {
      matcher = IPYTHON.matcher(new String(text, 0, end));
    }
    if (matcher != null && skip(p) == p) {
      matcher = null;
    }
  }

  private boolean startsWith(int p, String prefix) {
    for (int i = 0; i < prefix.length(); i++) {
      if (p + i >= end || text[p + i] != prefix.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Offset after the prompt, if one stands at the beginning of this line. */
  int skip(int p) {
    if (matcher == null || p >= end) {
      return p;
    }
    matcher.region(p, end);
    return matcher.lookingAt() ? matcher.end() : p;
  }
}
