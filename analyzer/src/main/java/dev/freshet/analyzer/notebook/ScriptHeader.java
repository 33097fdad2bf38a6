package dev.freshet.analyzer.notebook;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The YAML comment with which jupytext begins a script.
 *
 * @param end the first line after it, 0 when there is none
 * @param format the named format, or empty
 * @param language the kernel language in lower case
 */
record ScriptHeader(int end, String format, String language) {
  private static final Pattern FENCE = Pattern.compile("#\\s*---\\s*");
  private static final Pattern PREAMBLE = Pattern.compile("#!.*|#.*coding[:=].*|\\s*");
  private static final Pattern FORMAT = Pattern.compile("(?m)^#\\s*format_name:\\s*(\\w+)");
  private static final Pattern LANGUAGE = Pattern.compile("(?m)^#\\s*language:\\s*([\\w+#]+)");

  static ScriptHeader of(TextLines lines) {
    int start = 0;
    while (start < lines.size() && PREAMBLE.matcher(lines.line(start)).matches()) {
      start++;
    }
    int end = start < lines.size() && isFence(lines, start) ? closing(lines, start) : -1;
    if (end < 0) {
      return new ScriptHeader(0, "", KernelLanguage.PYTHON);
    }
    String yaml = lines.text().substring(lines.start(start), lines.end(end));
    String language = find(LANGUAGE, yaml);
    return new ScriptHeader(
        end + 1, find(FORMAT, yaml), language.isEmpty() ? KernelLanguage.PYTHON : language);
  }

  boolean isPresent() {
    return end > 0;
  }

  private static int closing(TextLines lines, int start) {
    for (int i = start + 1; i < lines.size() && lines.line(i).startsWith("#"); i++) {
      if (isFence(lines, i)) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isFence(TextLines lines, int line) {
    return FENCE.matcher(lines.line(line)).matches();
  }

  private static String find(Pattern pattern, String yaml) {
    Matcher matcher = pattern.matcher(yaml);
    return matcher.find() ? matcher.group(1).toLowerCase(java.util.Locale.ROOT) : "";
  }
}
