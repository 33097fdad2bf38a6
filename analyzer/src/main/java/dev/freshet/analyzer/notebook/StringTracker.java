package dev.freshet.analyzer.notebook;

/** Tells, line by line, whether Python code is inside a string that began on an earlier line. */
final class StringTracker {
  private static final int TRIPLE = 3;

  private char quote;
  private boolean triple;

  boolean inside() {
    return quote != 0;
  }

  void reset() {
    quote = 0;
  }

  void advance(String line) {
    int at = 0;
    while (at < line.length()) {
      at = quote == 0 ? outside(line, at) : within(line, at);
    }
    boolean continued = line.endsWith("\\");
    if (quote != 0 && !triple && !continued) {
      quote = 0;
    }
  }

  private int outside(String line, int at) {
    char c = line.charAt(at);
    if (c == '#') {
      return line.length();
    }
    if (c != '"' && c != '\'') {
      return at + 1;
    }
    quote = c;
    triple = isTriple(line, at);
    return at + (triple ? TRIPLE : 1);
  }

  private int within(String line, int at) {
    if (line.charAt(at) == '\\') {
      return at + 2;
    }
    boolean closes = line.charAt(at) == quote && (!triple || isTriple(line, at));
    if (!closes) {
      return at + 1;
    }
    quote = 0;
    return at + (triple ? TRIPLE : 1);
  }

  private static boolean isTriple(String line, int at) {
    char c = line.charAt(at);
    return at + 2 < line.length() && line.charAt(at + 1) == c && line.charAt(at + 2) == c;
  }
}
