package dev.freshet.analyzer.semantics.library;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private static final Rule UNKNOWN = Rule.unknown();

  private static final Set<String> CONTAINERS =
      Set.of("list", "dict", "set", "tuple", "iterator", "numpy.ndarray");

  // Of a package with so many rows somebody has looked at what matters.
  private static final int WELL_KNOWN = 8;

  private static final Tables NO_TABLES = Tables.of(Set.of());

  private final Tables tables;

  /** What was read in the texts of installed packages; what the tables say goes before it. */
  private final Tables installed;

  private final Set<String> builtins;

  // What was looked up once; texts of notebooks name little else. Empty stands for none.
  private final Map<String, Rule> functionCache = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Rule>> methodCache = new ConcurrentHashMap<>();
  private final Map<String, Map<String, Optional<Rule>>> memberCache = new ConcurrentHashMap<>();
  private final Map<String, String> stateCache = new ConcurrentHashMap<>();

  private Library(Tables tables, Tables installed) {
    this.tables = tables;
    this.installed = installed;
    Set<String> names = tables.exports("builtins");
    builtins = names == null ? Set.of() : names;
  }

  /** The tables, read from the class path on first use. */
  public static Library standard() {
    return Standard.LIBRARY;
  }

  private static final class Standard {
    static final Library LIBRARY = new Library(Tables.read(), NO_TABLES);
  }

  /**
   * This one and what was read in the texts of installed packages.
   *
   * @param texts rows, as they stand in tables
   */
  public Library with(Collection<String> texts) {
    return texts.isEmpty() ? this : new Library(tables, Tables.of(texts));
  }

  /**
   * Whether an object of a type can be changed in one of some ways, as far as that is known.
   *
   * @param ways {@code .} by an attribute that is set, {@code []} by an item, or by methods
   */
  public boolean isChangeable(String type, List<String> ways) {
    boolean container = CONTAINERS.contains(type);
    for (String way : ways) {
      if (way.equals(".")) {
        if (!container) {
          return true;
        }
      } else if (container) {
        if (way.equals("[]") || member(type, way).isPresent()) {
          return true;
        }
      } else {
        String method = way.equals("[]") ? "__setitem__" : way;
        if (installed(type + ".*") == null || installed(type + "." + method) != null) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether an object of a type may be iterated; an index alone mostly makes a new object. */
  public boolean isIterable(String type) {
    return installed(type + ".*") == null || installed(type + ".__iter__") != null;
  }

  /**
   * Whether an object of a type may be one of a class.
   *
   * @param kinds classes, with bars between
   */
  public boolean mayBe(String type, String kinds) {
    for (String kind : kinds.split("\\|", -1)) {
      if (type.equals(kind) || mayExtend(type, kind)) {
        return true;
      }
    }
    return false;
  }

  private boolean mayExtend(String type, String kind) {
    if (CONTAINERS.contains(type)) {
      return false;
    }
    Rule methods = installed(type + ".*");
    Rule known = methods == null ? installed(type) : methods;
    boolean inPackage = isForeign(packageOf(kind));
    if (known != null && !known.kinds().isEmpty() && (methods != null || inPackage)) {
      return known.kinds().contains(kind);
    }
    // What a well-known library makes is of no class of a package that it does not know.
    return !(inPackage && type.indexOf('.') > 0 && !isForeign(packageOf(type)));
  }

  private static String packageOf(String type) {
    int dot = type.indexOf('.');
    return dot < 0 ? type : type.substring(0, dot);
  }

  /** Whether the tables say so little of a package that its own text is worth reading. */
  public boolean isForeign(String name) {
    return tables.rows(name) < WELL_KNOWN;
  }

  /** Differs between tables that differ. */
  public String version() {
    return tables.version();
  }

  /** The rule of a function or class by qualified name; a wildcard rule of its module else. */
  public Rule function(String path) {
    Rule cached = functionCache.get(path);
    if (cached == null) {
      cached = findFunction(canonical(path), path);
      functionCache.put(path, cached);
    }
    return cached;
  }

  /** The rule of exactly this name, if there is one. */
  public Optional<Rule> exact(String path) {
    return Optional.ofNullable(tables.rule(canonical(path)));
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

  /**
   * The rule about looking at an attribute of objects of a type, if the text of their package has
   * one.
   */
  public @Nullable Rule property(String type, String name) {
    if (installed.isEmpty() || type.indexOf('.') < 0) {
      return null;
    }
    Rule found = installed(type + "." + name);
    return found != null && found.property() ? found : null;
  }

  /** Whether objects of a type are made with a cache of theirs filled already. */
  public boolean isMadeWith(String type, String cache) {
    Rule maker = installed(type);
    return maker != null
        && maker.fills().stream().anyMatch(each -> each.ofSelf() && each.cache().equals(cache));
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
    Map<String, Rule> rules = new HashMap<>();
    tables.patterns().forEach(row -> rules.put(row, Objects.requireNonNull(tables.rule(row))));
    return rules;
  }

  /** The names that {@code from module import *} binds, if a table lists them. */
  public Optional<Set<String>> exports(String module) {
    Set<String> names = tables.exports(canonical(module));
    return Optional.ofNullable(names != null ? names : installed.exports(module));
  }

  /** The name under which the tables know a module or type. */
  public String canonical(String path) {
    return canonical(tables, path);
  }

  private static String canonical(Tables tables, String path) {
    String alias = tables.alias(path);
    if (alias != null) {
      return alias;
    }
    int dot = path.lastIndexOf('.');
    if (dot < 0) {
      return path;
    }
    String owner = path.substring(0, dot);
    String known = canonical(tables, owner);
    return known.equals(owner) ? path : canonical(tables, known + path.substring(dot));
  }

  private @Nullable Rule installed(String path) {
    return installed.isEmpty() ? null : installed.rule(canonical(installed, path));
  }

  private Rule findFunction(String path, String asked) {
    Rule exact = tables.rule(path);
    exact = exact != null ? exact : prefixed(path);
    exact = exact != null ? exact : wildcard(path);
    return exact != null ? exact : orUnknown(installed(asked));
  }

  // a.load_iris is covered by a.load_*.
  private @Nullable Rule prefixed(String path) {
    int end = path.indexOf('_', path.lastIndexOf('.') + 2);
    return end < 0 ? null : tables.rule(path.substring(0, end + 1) + "*");
  }

  // a.b.c is covered by a.*.c, then a.b.*, then a.*.
  private @Nullable Rule wildcard(String path) {
    int last = path.lastIndexOf('.');
    Rule found = null;
    for (int dot = last; found == null && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      found = tables.rule(path.substring(0, dot) + ".*" + path.substring(last));
    }
    for (int dot = last; found == null && dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      found = tables.rule(path.substring(0, dot) + ".*");
    }
    return found;
  }

  private Rule findMethod(String type, String name) {
    String known = canonical(type);
    Rule exact = tables.rule(known + "." + name);
    exact = exact != null ? exact : prefixed(known + "." + name);
    boolean underscored = name.endsWith("_") && !name.startsWith("_");
    if (exact == null && underscored) {
      exact = tables.rule(known + ".*_");
    }
    if (exact == null) {
      exact = tables.rule(known + ".*");
    }
    for (int dot = known.lastIndexOf('.'); exact == null && dot > 0; ) {
      exact = tables.rule(known.substring(0, dot) + ".*." + name);
      dot = known.lastIndexOf('.', dot - 1);
    }
    for (int dot = known.lastIndexOf('.'); exact == null && dot > 0; ) {
      exact = tables.rule(known.substring(0, dot) + ".*.*");
      dot = known.lastIndexOf('.', dot - 1);
    }
    if (exact == null) {
      exact = installed(type + "." + name);
    }
    if (exact == null) {
      exact = tables.rule("?." + name);
    }
    if (exact == null && underscored) {
      exact = tables.rule("?.*_");
    }
    if (exact == null) {
      exact = prefixed("?." + name);
    }
    return orUnknown(exact);
  }

  private static Rule orUnknown(@Nullable Rule rule) {
    return rule != null ? rule : UNKNOWN;
  }
}
