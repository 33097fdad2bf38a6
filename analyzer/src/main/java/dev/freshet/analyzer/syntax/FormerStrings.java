package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Node;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * f-strings as they were read before Python 3.12: first the text ended at the first quotation mark
 * like its own, then the fields in it were read, whose expressions could hold neither a backslash
 * nor a comment.
 */
final class FormerStrings {
  private static final String PREFIXES = "rRbBuUfF";
  private static final String OPENERS = "([{";
  private static final String CLOSERS = ")]}";

  private final String source;
  private final int end;
  private int at;

  private FormerStrings(String source, int start, int end) {
    this.source = source;
    this.at = start;
    this.end = end;
  }

  /** Whether an older Python reads an f-string, which may be several texts in a row. */
  static boolean reads(String source, Node joined) {
    return new FormerStrings(source, joined.start(), joined.end()).texts();
  }

  private boolean texts() {
    while (at < end) {
      char c = source.charAt(at);
      if (Character.isWhitespace(c) || c == '\\') {
        at++;
      } else if (c == '#') {
        int line = source.indexOf('\n', at);
        at = line < 0 ? end : line;
      } else if (!text()) {
        return false;
      }
    }
    return at == end;
  }

  private boolean text() {
    int start = at;
    while (at < end && PREFIXES.indexOf(source.charAt(at)) >= 0) {
      at++;
    }
    String prefix = source.substring(start, at);
    String mark = mark();
    if (mark.isEmpty()) {
      return false;
    }
    int inside = at + mark.length();
    int after = close(mark, inside);
    if (after < 0) {
      return false;
    }
    at = after + mark.length();
    boolean formatted = prefix.indexOf('f') >= 0 || prefix.indexOf('F') >= 0;
    boolean raw = prefix.indexOf('r') >= 0 || prefix.indexOf('R') >= 0;
    return !formatted || new FormerStrings(source, inside, after).fields(raw);
  }

  /** The quotation mark that stands here, one or three characters; empty when none does. */
  private String mark() {
    if (at >= end || (source.charAt(at) != '"' && source.charAt(at) != '\'')) {
      return "";
    }
    String quote = source.substring(at, at + 1);
    String tripled = quote.repeat(3);
    return source.startsWith(tripled, at) && at + tripled.length() <= end ? tripled : quote;
  }

  /** Where a text ends that began at a place; -1 when it does not. */
  private int close(String mark, int from) {
    for (int i = from; i + mark.length() <= end; i++) {
      char c = source.charAt(i);
      if (c == '\\') {
        i++;
      } else if (source.startsWith(mark, i)) {
        return i;
      } else if (c == '\n' && mark.length() == 1) {
        return -1;
      }
    }
    return -1;
  }

  private boolean fields(boolean raw) {
    while (at < end) {
      if (!raw && source.startsWith("\\N{", at)) {
        at = source.indexOf('}', at);
      } else if (source.startsWith("{{", at) || source.startsWith("}}", at)) {
        at++;
      } else if (source.charAt(at) == '{') {
        if (!field()) {
          return false;
        }
        continue;
      }
      at++;
    }
    return true;
  }

  // Here an opening brace stands; afterwards what follows its closing one.
  private boolean field() {
    Deque<Integer> open = new ArrayDeque<>();
    at++;
    while (at < end) {
      char c = source.charAt(at);
      if (c == '\\' || c == '#') {
        return false;
      }
      if (c == '"' || c == '\'') {
        if (!nested()) {
          return false;
        }
        continue;
      }
      at++;
      if (OPENERS.indexOf(c) >= 0) {
        open.push(OPENERS.indexOf(c));
      } else if (c == '}' && open.isEmpty()) {
        return true;
      } else if (CLOSERS.indexOf(c) >= 0) {
        if (open.isEmpty() || open.pop() != CLOSERS.indexOf(c)) {
          return false;
        }
      } else if (c == ':' && open.isEmpty()) {
        return format();
      }
    }
    return false;
  }

  // A text inside an expression: it may hold no backslash either.
  private boolean nested() {
    String mark = mark();
    int after = close(mark, at + mark.length());
    if (after < 0 || source.substring(at, after).indexOf('\\') >= 0) {
      return false;
    }
    at = after + mark.length();
    return true;
  }

  private boolean format() {
    while (at < end) {
      if (source.charAt(at) == '{') {
        if (!field()) {
          return false;
        }
      } else if (source.charAt(at++) == '}') {
        return true;
      }
    }
    return false;
  }
}
