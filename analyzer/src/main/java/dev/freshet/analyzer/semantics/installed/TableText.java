package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.library.Library;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what was found of a package as rows of a table. */
final class TableText {
  /** Methods of which it matters whether they are there. */
  private static final Set<String> EXISTENCE =
      Set.of(
          "__setitem__",
          "__iter__",
          "append",
          "extend",
          "insert",
          "pop",
          "remove",
          "clear",
          "update",
          "add",
          "sort",
          "setdefault");

  private final Index index;
  private final Library library;
  private final Stars stars;
  private final Clauses clauses;
  private final Map<String, String> rows = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();

  /** The shortest names under which people know what is defined deeper inside. */
  private final Map<String, String> names = new TreeMap<>();

  TableText(Index index, Library library) {
    this.index = index;
    this.library = library;
    stars = new Stars(index, library);
    clauses = new Clauses(index, this::name);
  }

  String text() {
    index.sources.values().forEach(this::aliases);
    aliases.forEach(this::shorten);
    index.sources.values().forEach(this::functions);
    index.kinds.forEach(this::kind);
    StringBuilder text = new StringBuilder();
    names.forEach((from, to) -> alias(text, from, to));
    aliases.forEach(
        (from, to) -> {
          if (!name(to).equals(from)) {
            alias(text, from, name(to));
          }
        });
    index.sources.values().forEach(source -> exports(source, text));
    rows.forEach((name, clauses) -> text.append(name).append(' ').append(clauses).append('\n'));
    return text.toString();
  }

  // What a star brings.
  private void exports(Source source, StringBuilder text) {
    Set<String> names = stars.of(source).orElse(Set.of());
    if (!source.name.contains("._") && !names.isEmpty()) {
      text.append("exports ").append(source.name).append(' ');
      text.append(String.join(" ", names)).append('\n');
    }
  }

  private static void alias(StringBuilder text, String from, String to) {
    text.append("alias ").append(from).append(' ').append(to).append('\n');
  }

  private String name(String path) {
    return names.getOrDefault(path, path);
  }

  private void shorten(String from, String to) {
    String known = names.get(to);
    boolean module = index.sources.containsKey(to);
    if (!module && dots(from) < dots(known == null ? to : known)) {
      names.put(to, from);
    }
  }

  private static long dots(String path) {
    return path.chars().filter(c -> c == '.').count();
  }

  private void functions(Source source) {
    source.defined.forEach(
        (name, referent) -> {
          if (referent instanceof Callee callee) {
            row(name(source.name + "." + name), clauses.of(callee, null, false));
          }
        });
  }

  private void aliases(Source source) {
    Set<String> names = new LinkedHashSet<>(source.imported.keySet());
    source.starred.forEach(from -> names.addAll(exported(from, 0)));
    names.addAll(source.assigned.keySet());
    for (String name : names) {
      String target = target(index.resolve(source.name, name));
      String own = source.name + "." + name;
      if (target != null && !target.equals(own) && !name.startsWith("__")) {
        aliases.put(own, target);
      }
    }
  }

  private Set<String> exported(String module, int depth) {
    Source source = index.sources.get(module);
    Set<String> names = new TreeSet<>();
    if (source != null && depth < 6) {
      names.addAll(source.defined.keySet());
      names.addAll(source.imported.keySet());
      names.addAll(source.assigned.keySet());
      source.starred.forEach(from -> names.addAll(exported(from, depth + 1)));
      names.removeIf(name -> name.startsWith("_"));
    }
    return names;
  }

  private static @Nullable String target(@Nullable Referent referent) {
    if (referent instanceof Kind kind) {
      return kind.path();
    }
    if (referent instanceof Referent.Inner module) {
      return module.name();
    }
    return referent instanceof Callee callee && callee.owner == null
        ? callee.source.name + "." + callee.name()
        : null;
  }

  private void kind(Kind kind) {
    Callee maker = kind.method("__init__");
    String path = name(kind.path());
    String made = "returns " + path;
    String making = maker == null ? "" : clauses.of(maker, kind, true);
    if (kind.foreignBase) {
      made += "; is " + above(kind);
    }
    row(path, making.isEmpty() ? made : made + "; " + making);
    Map<String, Callee> methods = new LinkedHashMap<>();
    kind.line().forEach(each -> each.methods.forEach(methods::putIfAbsent));
    methods.forEach(
        (name, method) -> {
          boolean called =
              !name.startsWith("_") || name.equals("__call__") || EXISTENCE.contains(name);
          if (method.binder == Callee.Binder.PROPERTY) {
            row(path + "." + name, clauses.ofProperty(method));
          } else if (called) {
            String does = clauses.of(method, kind, false);
            boolean asked = EXISTENCE.contains(name);
            boolean guessed = library.method("?", name).known() && !kind.foreignBase;
            row(path + "." + name, does.isEmpty() && (guessed || asked) ? "pure" : does);
          }
        });
    if (!kind.foreignBase) {
      // It has no other methods.
      row(path + ".*", "is " + above(kind));
    }
  }

  // The class and those of the package that it extends.
  private String above(Kind kind) {
    return kind.line().stream().map(each -> name(each.path())).collect(Collectors.joining(" "));
  }

  private void row(String name, String clauses) {
    if (!clauses.isEmpty()) {
      rows.put(name, clauses);
    }
  }
}
