package dev.freshet.analyzer.semantics.library;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tables of library knowledge that come with Freshet: rules by qualified name ({@code
 * numpy.random.seed}) or by type and method ({@code list.append}, {@code ?.append} for any type),
 * and the names that star imports bind.
 */
public final class Library {
  private static final List<String> TABLES =
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
  private static final Rule UNKNOWN = Rule.unknown();

  private final Map<String, Rule> rules = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, Set<String>> exports = new HashMap<>();

  // What was looked up once; texts of notebooks name little else. Empty stands for none.
  private final Map<String, Rule> functionCache = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Rule>> methodCache = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Optional<Rule>>> memberCache = new ConcurrentHashMap<>();
  private final Map<String, String> stateCache = new ConcurrentHashMap<>();

  private Set<String> builtins = Set.of();

  private Library() {}

  /** The tables, read from the class path on first use. */
  public static Library standard() {
    return Standard.LIBRARY;
  }

  private static final class Standard {
    static final Library LIBRARY = load();
  }

  private static Library load() {
    Library library = new Library();
    for (String table : TABLES) {
      for (String line : lines("effects/" + table + ".txt")) {
        library.add(line);
      }
    }
    for (String line : lines("effects/exports.txt")) {
      List<String> words = RuleParser.words(line);
      library
          .exports
          .computeIfAbsent(words.get(0), k -> new HashSet<>())
          .addAll(words.subList(1, words.size()));
    }
    library.builtins = library.exports.getOrDefault("builtins", Set.of());
    return library;
  }

  /** The rule of a function or class by qualified name; a wildcard rule of its module else. */
  public Rule function(String path) {
    Rule cached = functionCache.get(path);
    if (cached == null) {
      cached = findFunction(canonical(path));
      functionCache.put(path, cached);
    }
    return cached;
  }

  /** The rule of exactly this name, if there is one. */
  public Optional<Rule> exact(String path) {
    return Optional.ofNullable(rules.get(canonical(path)));
  }

  /** The rule of exactly this attribute or method of a type, if there is one. */
  public Optional<Rule> member(String type, String name) {
    Map<String, Optional<Rule>> ofType = memberCache.get(type);
    if (ofType == null) {
      ofType = memberCache.computeIfAbsent(type, t -> new ConcurrentHashMap<>());
    }
    Optional<Rule> cached = ofType.get(name);
    if (cached == null) {
      cached = exact(type + "." + name);
      ofType.put(name, cached);
    }
    return cached;
  }

  /** The ambient name of the state that a qualified name lies in; null when it is no state. */
  public @Nullable String state(String path) {
    String cached = stateCache.get(path);
    if (cached == null) {
      cached = findState(path);
      stateCache.put(path, cached);
    }
    return cached.isEmpty() ? null : cached;
  }

  private String findState(String path) {
    for (int end = path.length(); end > 0; end = path.lastIndexOf('.', end - 1)) {
      Optional<String> state = exact(path.substring(0, end)).flatMap(Rule::state);
      if (state.isPresent()) {
        return state.get();
      }
    }
    return "";
  }

  /** Whether Python itself binds the name. */
  public boolean isBuiltin(String name) {
    return builtins.contains(name);
  }

  /** The rule of a method of objects of a type; {@code "?"} is the type nobody knows. */
  public Rule method(String type, String name) {
    Map<String, Rule> ofType = methodCache.get(type);
    if (ofType == null) {
      ofType = methodCache.computeIfAbsent(type, t -> new ConcurrentHashMap<>());
    }
    Rule cached = ofType.get(name);
    if (cached == null) {
      cached = findMethod(type, name);
      ofType.put(name, cached);
    }
    return cached;
  }

  /** Every row of the tables. */
  Map<String, Rule> rules() {
    return Map.copyOf(rules);
  }

  /** The names that {@code from module import *} binds, if a table lists them. */
  public Optional<Set<String>> exports(String module) {
    return Optional.ofNullable(exports.get(canonical(module)));
  }

  /** The name under which the tables know a module or type. */
  public String canonical(String path) {
    String alias = aliases.get(path);
    if (alias != null) {
      return alias;
    }
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      return path;
    }
    String owner = path.substring(0, dot);
    String known = canonical(owner);
    return known.equals(owner) ? path : canonical(known + path.substring(dot));
  }

  private Rule findFunction(String path) {
    Rule exact = rules.get(path);
    exact = exact != null ? exact : prefixed(path);
    return exact != null ? exact : orUnknown(wildcard(path));
  }

  // a.load_iris is covered by a.load_*.
  private @Nullable Rule prefixed(String path) {
    int end = path.indexOf('_', path.lastIndexOf('.') + 2);
    return end < 0 ? null : rules.get(path.substring(0, end + 1) + "*");
  }

  // a.b.c is covered by a.*.c, then a.b.*, then a.*.
  private @Nullable Rule wildcard(String path) {
    int last = path.lastIndexOf('.');
    Rule found = null;
    for (int dot = last; found == null && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      found = rules.get(path.substring(0, dot) + ".*" + path.substring(last));
    }
    for (int dot = last; found == null && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      found = rules.get(path.substring(0, dot) + ".*");
    }
    return found;
  }

  private Rule findMethod(String type, String name) {
    String known = canonical(type);
    Rule exact = rules.get(known + "." + name);
    exact = exact != null ? exact : prefixed(known + "." + name);
    boolean underscored = name.endsWith("_") && !name.startsWith("_");
    if (exact == null && underscored) {
      exact = rules.get(known + ".*_");
    }
    if (exact == null) {
      exact = rules.get(known + ".*");
    }
    for (int dot = known.lastIndexOf('.'); exact == null && dot > 0; ) {
      exact = rules.get(known.substring(0, dot) + ".*." + name);
      dot = known.lastIndexOf('.', dot - 1);
    }
    for (int dot = known.lastIndexOf('.'); exact == null && dot > 0; ) {
      exact = rules.get(known.substring(0, dot) + ".*.*");
      dot = known.lastIndexOf('.', dot - 1);
    }
    if (exact == null) {
      exact = rules.get("?." + name);
    }
    if (exact == null && underscored) {
      exact = rules.get("?.*_");
    }
    if (exact == null) {
      exact = prefixed("?." + name);
    }
    return orUnknown(exact);
  }

  private static Rule orUnknown(@Nullable Rule rule) {
    return rule != null ? rule : UNKNOWN;
  }

  private void add(String line) {
    int space = line.indexOf(' ');
    String head = space < 0 ? line : line.substring(0, space);
    String rest = space < 0 ? "" : line.substring(space);
    if (head.equals("alias")) {
      List<String> words = RuleParser.words(rest);
      aliases.put(words.get(0), words.get(1));
      return;
    }
    try {
      Rule rule = RuleParser.parse(rest);
      // a.b,c,d.e names a.b, a.c and d.e.
      String owner = "";
      for (String name : head.split(",", -1)) {
        int dot = name.lastIndexOf('.');
        boolean whole = dot > 0 || "%!".indexOf(name.charAt(0)) >= 0;
        owner = dot > 0 ? name.substring(0, dot + 1) : owner;
        String pattern = whole ? name : owner + name;
        if (rules.put(pattern, rule) != null) {
          throw new IllegalStateException("a second rule for " + pattern);
        }
      }
    } catch (IllegalStateException | IndexOutOfBoundsException e) {
      throw new IllegalStateException("bad rule: " + line, e);
    }
  }

  private static List<String> lines(String resource) {
    try (InputStream in = Library.class.getResourceAsStream("/" + resource)) {
      if (in == null) {
        throw new IllegalStateException("missing table " + resource);
      }
      return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
          .lines()
          .map(String::strip)
          .filter(line -> !line.isEmpty() && !line.startsWith("#"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
