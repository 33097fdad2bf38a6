package dev.freshet.executor.config;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where the keys of a TOML text stand: what the parser's tree does not tell. */
final class TomlLines {
  private static final Pattern KEY = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([A-Za-z0-9_-]+)");
  private static final Pattern TABLE = Pattern.compile("\\s*\\[\\[?(.*?)\\]\\]?\\s*(#.*)?");

  private final String[] lines;

  TomlLines(String text) {
    this.lines = text.split("\n", -1);
  }

  /** The line, from 1, of a key or table, or of the nearest table above it; 0 for none. */
  int of(List<String> path) {
    for (int length = path.size(); length > 0; length--) {
      int line = exactly(path.subList(0, length));
      if (line > 0) {
        return line;
      }
    }
    return 0;
  }

  private int exactly(List<String> path) {
    List<String> table = List.of();
    String open = "";
    for (int i = 0; i < lines.length; i++) {
      String line = lines[i];
      if (open.isEmpty()) {
        Matcher header = TABLE.matcher(line);
        boolean isHeader = header.matches();
        List<String> at = new ArrayList<>(isHeader ? List.of() : table);
        at.addAll(keys(isHeader ? header.group(1) : line.substring(0, equals(line))));
        table = isHeader ? at : table;
        if (at.size() >= path.size() && at.subList(0, path.size()).equals(path)) {
          return i + 1;
        }
      }
      open = openString(line, open);
    }
    return 0;
  }

  private static int equals(String line) {
    boolean comment = line.stripLeading().startsWith("#");
    return comment ? 0 : Math.max(0, line.indexOf('='));
  }

  private static List<String> keys(String dotted) {
    List<String> keys = new ArrayList<>();
    Matcher key = KEY.matcher(dotted);
    while (key.find()) {
      for (int group = 1; group <= 3; group++) {
        if (key.group(group) != null) {
          keys.add(key.group(group));
        }
      }
    }
    return keys;
  }

  // Which sort of multi-line string is open after a line.
  private static String openString(String line, String open) {
    String now = open;
    for (int i = 0; i + 2 < line.length(); i++) {
      String three = line.substring(i, i + 3);
      if (now.isEmpty() ? three.equals("\"\"\"") || three.equals("'''") : three.equals(now)) {
        now = now.isEmpty() ? three : "";
        i += 2;
      }
    }
    return now;
  }
}
