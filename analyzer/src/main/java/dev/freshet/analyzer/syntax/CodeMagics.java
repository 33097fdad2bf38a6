package dev.freshet.analyzer.syntax;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which magics take Python code that runs in the notebook's own namespace. */
final class CodeMagics {
  /** Line magics whose argument is code, with the letters of those options that take a value. */
  private static final Map<String, String> LINE =
      Map.of(
          "time", "",
          "timeit", "nrp",
          "prun", "lsTD",
          "memit", "rti",
          "mprun", "fT",
          "lprun", "fmTDuzs",
          "debug", "b");

  /** Cell magics whose body is code; {@code %%name} runs it here. */
  private static final Map<String, Boolean> CELL =
      Map.of(
          "time", true,
          "timeit", true,
          "prun", true,
          "capture", false,
          "memit", true,
          "mprun", true,
          "lprun", true,
          "debug", true);

  private CodeMagics() {}

  static boolean lineTakesCode(String name) {
    return LINE.containsKey(name);
  }

  static boolean bodyIsCode(String name) {
    return CELL.containsKey(name);
  }

  static boolean cellLineTakesCode(String name) {
    return CELL.getOrDefault(name, false);
  }

  /** Offset after the options, such as {@code -n 10 -r3}, that come before the code. */
  static int afterOptions(String name, char[] text, int from, int to) {
    @Nullable String valued = LINE.get(name);
    int p = Chars.skipSpaces(text, from, to);
    while (p + 1 < to
        && text[p] == '-'
        && (Character.isLetter(text[p + 1]) || text[p + 1] == '-')) {
      boolean value = valued != null && valued.indexOf(text[p + 1]) >= 0;
      int end = wordEnd(text, p, to);
      p = Chars.skipSpaces(text, end, to);
      if (value && end == wordEnd(text, end - 1, to) && text[end - 2] == '-') {
        p = Chars.skipSpaces(text, wordEnd(text, p, to), to);
      }
    }
    return p;
  }

  private static int wordEnd(char[] text, int from, int to) {
    int p = from;
    while (p < to && !Chars.space(text[p]) && !Chars.newline(text[p])) {
      p++;
    }
    return p;
  }
}
