package dev.freshet.executor.config;

import java.util.regex.Pattern;

/**
 * A pattern of paths as Git and ruff know it: {@code *} and {@code ?} stay within a name, {@code
 * **} goes over directories, {@code [abc]} and {@code {a,b}} choose. Without a slash it is about
 * names, with one about paths relative to the configuration.
 */
public final class PathPattern {
  private final boolean named;
  private final Pattern regex;

  public PathPattern(String pattern) {
    String stripped = pattern.startsWith("./") ? pattern.substring(2) : pattern;
    stripped = stripped.endsWith("/") ? stripped.substring(0, stripped.length() - 1) : stripped;
    this.named = !stripped.contains("/");
    this.regex = Pattern.compile(regex(stripped));
  }

  /** Whether it is about this file; {@code path} has forward slashes. */
  boolean matchesFile(String path) {
    return regex.matcher(named ? name(path) : path).matches();
  }

  /** Whether it is about this path or a directory that holds it. */
  boolean matchesAtOrAbove(String path) {
    for (String at = path; !at.isEmpty(); at = parent(at)) {
      if (matchesFile(at)) {
        return true;
      }
    }
    return false;
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String parent(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  private static String regex(String pattern) {
    StringBuilder out = new StringBuilder();
    int depth = 0;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (pattern.startsWith("**/", i)) {
        out.append("(?:.*/)?");
        i += 2;
      } else if (pattern.startsWith("**", i)) {
        out.append(".*");
        i++;
      } else if (c == '[' && pattern.indexOf(']', i + 2) > 0) {
        int end = pattern.indexOf(']', i + 2);
        out.append(characters(pattern.substring(i + 1, end)));
        i = end;
      } else if (c == '{') {
        depth++;
        out.append("(?:");
      } else if (c == '}' && depth > 0) {
        depth--;
        out.append(')');
      } else if (c == ',' && depth > 0) {
        out.append('|');
      } else {
        out.append(c == '*' ? "[^/]*" : c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
      }
    }
    return out.append(")".repeat(depth)).toString();
  }

  private static String characters(String set) {
    boolean not = set.startsWith("!");
    String escaped = (not ? set.substring(1) : set).replaceAll("([\\\\\\[\\]&^])", "\\\\$1");
    return "[" + (not ? "^/" : "") + escaped + "]";
  }
}
