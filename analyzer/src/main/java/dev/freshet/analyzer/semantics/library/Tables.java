package dev.freshet.analyzer.semantics.library;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of the tables that come with Freshet, as they stand in the text: a notebook needs few of
 * them, so that each is read when it is asked for. It may be used by any thread.
 */
final class Tables {
  private static final List<String> NAMES =
      List.of(
          "builtins",
          "stdlib",
          "numpy",
          "pandas",
          "matplotlib",
          "science",
          "web",
          "ipython",
          "shell");

  private final Map<String, Row> rules = new HashMap<>(4096);
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, String> exports = new HashMap<>();

  /** What stands behind the names of one line. */
  private static final class Row {
    private final String clauses;
    private volatile @Nullable Rule rule;

    Row(String clauses) {
      this.clauses = clauses;
    }

    Rule rule() {
      Rule known = rule;
      return known != null ? known : read();
    }

    // One rule per row, whoever asks first.
    private synchronized Rule read() {
      Rule known = rule;
      if (known == null) {
        try {
          known = RuleParser.parse(clauses);
        } catch (IllegalStateException | IndexOutOfBoundsException e) {
          throw new IllegalStateException("bad rule:" + clauses, e);
        }
        rule = known;
      }
      return known;
    }
  }

  private long version;

  private Tables() {}

  /** Reads the tables from the class path. */
  static Tables read() {
    Tables tables = new Tables();
    for (String name : NAMES) {
      tables.count(each(name, tables::add));
    }
    tables.count(each("exports", tables::addExports));
    return tables;
  }

  /** Reads tables that were made of installed packages' texts. */
  static Tables of(Collection<String> texts) {
    Tables tables = new Tables();
    for (String text : texts) {
      lines(text, tables::add);
    }
    return tables;
  }

  /** The rule of a row by its name or pattern. */
  @Nullable Rule rule(String pattern) {
    Row row = rules.get(pattern);
    return row == null ? null : row.rule();
  }

  /** The names and patterns of all rows. */
  Set<String> patterns() {
    return Set.copyOf(rules.keySet());
  }

  /** How many rows are about a package; a row about everything in it counts as all. */
  int rows(String name) {
    if (rules.containsKey(name + ".*")) {
      return Integer.MAX_VALUE;
    }
    int rows = 0;
    for (String row : rules.keySet()) {
      rows += row.startsWith(name) && row.startsWith(".", name.length()) ? 1 : 0;
    }
    return rows;
  }

  /** Differs between texts that differ. */
  String version() {
    return Long.toHexString(version);
  }

  boolean isEmpty() {
    return rules.isEmpty() && aliases.isEmpty();
  }

  /** Another name for the same module or type. */
  @Nullable String alias(String name) {
    return aliases.get(name);
  }

  /** The names that {@code from module import *} binds. */
  @Nullable Set<String> exports(String module) {
    String names = exports.get(module);
    return names == null ? null : new HashSet<>(RuleParser.words(names));
  }

  private void add(String line) {
    int space = line.indexOf(' ');
    String head = space < 0 ? line : line.substring(0, space);
    String rest = space < 0 ? "" : line.substring(space);
    if (head.equals("exports")) {
      addExports(rest.strip());
      return;
    }
    if (head.equals("alias")) {
      List<String> words = RuleParser.words(rest);
      aliases.put(words.get(0), words.get(1));
      return;
    }
    // a.b,c,d.e names a.b, a.c and d.e.
    Row row = new Row(rest);
    String owner = "";
    for (int start = 0; start <= head.length(); ) {
      int comma = head.indexOf(',', start);
      int end = comma < 0 ? head.length() : comma;
      String name = head.substring(start, end);
      int dot = name.lastIndexOf('.');
      boolean whole = dot > 0 || "%!".indexOf(name.charAt(0)) >= 0;
      owner = dot > 0 ? name.substring(0, dot + 1) : owner;
      String pattern = whole ? name : owner + name;
      if (rules.put(pattern, row) != null) {
        throw new IllegalStateException("a second rule for " + pattern + ": " + line);
      }
      start = end + 1;
    }
  }

  private void addExports(String line) {
    int space = line.indexOf(' ');
    exports.merge(
        space < 0 ? line : line.substring(0, space),
        space < 0 ? "" : line.substring(space),
        String::concat);
  }

  private interface Line {
    void take(String line);
  }

  private static String each(String table, Line consumer) {
    String text = text("effects/" + table + ".txt");
    lines(text, consumer);
    return text;
  }

  private void count(String text) {
    version = version * 31 + text.hashCode();
  }

  private static void lines(String text, Line consumer) {
    for (int start = 0; start < text.length(); ) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      String line = text.substring(start, end).strip();
      if (!line.isEmpty() && line.charAt(0) != '#') {
        consumer.take(line);
      }
      start = end + 1;
    }
  }

  private static String text(String resource) {
    try (InputStream in = Tables.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("missing table " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
