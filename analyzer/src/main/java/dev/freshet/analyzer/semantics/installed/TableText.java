package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.library.Library;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what was found of a package as rows of a table. */
final class TableText {
  // Positions of one digit are all that rows can name.
  private static final int PLACES = 10;

  // Who may yield anything of more classes than these yields something unknown.
  private static final int KINDS = 3;

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
  private final Map<String, String> rows = new TreeMap<>();
  private final Map<String, String> aliases = new TreeMap<>();

  /** The shortest names under which people know what is defined deeper inside. */
  private final Map<String, String> names = new TreeMap<>();

  TableText(Index index, Library library) {
    this.index = index;
    this.library = library;
    stars = new Stars(index, library);
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

  private String names(String paths) {
    return Stream.of(paths.split("\\|", -1)).map(this::name).collect(Collectors.joining("|"));
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
            row(name(source.name + "." + name), clauses(callee, null, false));
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
    String clauses = maker == null ? "" : clauses(maker, kind, true);
    if (kind.foreignBase) {
      made += "; is " + above(kind);
    }
    row(path, clauses == null || clauses.isEmpty() ? made : made + "; " + clauses);
    Map<String, Callee> methods = new LinkedHashMap<>();
    kind.line().forEach(each -> each.methods.forEach(methods::putIfAbsent));
    methods.forEach(
        (name, method) -> {
          boolean called =
              !name.startsWith("_") || name.equals("__call__") || EXISTENCE.contains(name);
          if (called && method.binder != Callee.Binder.PROPERTY) {
            String does = clauses(method, kind, false);
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

  private String clauses(Callee callee, @Nullable Kind kind, boolean maker) {
    Set<String> clauses = new LinkedHashSet<>();
    String self = callee.hasReceiver() && !callee.places.isEmpty() ? callee.places.get(0) : null;
    List<String> places =
        self == null ? callee.places : callee.places.subList(1, callee.places.size());
    String site = null;
    StringBuilder changed = new StringBuilder();
    for (Map.Entry<Doings.Changed, Doings.Change> each : callee.doings.changes.entrySet()) {
      Doings.Changed what = each.getKey();
      boolean other =
          kind != null
              && Worth.whole(what.root()).equals(self)
              && !what.of().isEmpty()
              && !kind.isAny(what.of());
      String told =
          other ? "" : changed(each.getKey(), each.getValue(), callee, self, maker, places);
      if (!told.isEmpty() && (changed + " ").indexOf(told + " ") < 0) {
        changed.append(told);
        site = site == null ? each.getValue().site() : site;
      }
    }
    for (Map.Entry<String, String> each : callee.doings.draws.entrySet()) {
      String root = each.getKey();
      if (callee.params.contains(root) && !root.equals(self)) {
        changed.append(argument(root, places, " "));
        String state = Invoking.standard(callee, root, index);
        if (state != null) {
          clauses.add(
              "ambient "
                  + state
                  + " rw unless"
                  + argument(root, places, "|").replaceFirst("\\|", " "));
        }
        site = site == null ? each.getValue() : site;
      }
    }
    for (Doings.Touch each : callee.doings.touches) {
      clauses.add(touch(each, self, places));
      site = site == null ? each.site() : site;
    }
    for (Doings.Opening each : callee.doings.openings) {
      String mode =
          each.mode() == EffectMode.READ ? "r" : each.mode() == EffectMode.WRITE ? "w" : "rw";
      clauses.add(
          "file "
              + argument(each.param(), places, "|").substring(1)
              + " "
              + mode
              + (each.observable() ? "" : " native"));
    }
    if (callee.doings.external != null) {
      clauses.add("external " + callee.doings.external);
      site = site == null ? callee.doings.externalSite : site;
    }
    if (changed.length() > 0) {
      clauses.add("mutates" + changed);
    }
    String kept = maker || self == null ? "" : kept(callee, self);
    if (!kept.isEmpty()) {
      clauses.add("keeps");
    }
    holds(callee, maker, self, places).ifPresent(clauses::add);
    String result = maker ? "" : result(callee, self);
    if (!result.isEmpty()) {
      clauses.add(result);
    }
    if (site != null) {
      clauses.add("by " + site);
    }
    return String.join("; ", clauses);
  }

  private String changed(
      Doings.Changed changed,
      Doings.Change change,
      Callee callee,
      @Nullable String self,
      boolean maker,
      List<String> places) {
    String root = Worth.whole(changed.root());
    String onlyIf = onlyIf(changed.onlyIf(), callee, places);
    if (root.equals(self)) {
      return maker ? "" : " self" + onlyIf;
    }
    if (!callee.params.contains(root)) {
      return "";
    }
    String ways = String.join("|", new TreeSet<>(change.ways()));
    String of = changed.of().isEmpty() ? "" : "@" + names(changed.of());
    String reach = Worth.isElement(changed.root()) ? ":#" : ":*";
    String how = (root.equals(changed.root()) ? ":" : reach) + ways + of + onlyIf;
    StringBuilder all = new StringBuilder();
    for (String place : argument(root, places, " ").strip().split(" ", -1)) {
      all.append(' ').append(place).append(how);
    }
    return all.toString();
  }

  // ?params|4 where it must be given, ?!params|4 where it must not.
  private static String onlyIf(String key, Callee callee, List<String> places) {
    boolean unless = key.startsWith(Doings.Changed.UNLESS);
    String param = unless ? key.substring(1) : key;
    return callee.isNoneUnlessGiven(param)
        ? "?" + (unless ? "!" : "") + argument(param, places, "|").substring(1)
        : "";
  }

  private static String kept(Callee callee, String self) {
    return callee.doings.kept(self).stream()
        .map(Worth::whole)
        .filter(root -> callee.params.contains(root) && !root.equals(self))
        .findFirst()
        .orElse("");
  }

  // What the result holds of what was given.
  private static Optional<String> holds(
      Callee callee, boolean maker, @Nullable String self, List<String> places) {
    boolean foreign = maker && callee.owner != null && callee.owner.foreignBase;
    if (foreign || (!maker && !callee.yieldsObject)) {
      return Optional.empty();
    }
    Set<String> roots = new TreeSet<>();
    if (maker) {
      roots.addAll(callee.doings.kept(self));
    } else {
      roots.addAll(callee.result.direct());
      roots.addAll(callee.result.inside());
    }
    StringBuilder held = new StringBuilder();
    Set<String> told = new TreeSet<>();
    for (String root : roots) {
      String param = Worth.whole(root);
      boolean open = param.equals(callee.rest) || param.equals(callee.keywords);
      if (open) {
        return Optional.empty();
      }
      if (param.equals(self) && !maker && told.add(param)) {
        held.append(" self");
      } else if (callee.params.contains(param) && !param.equals(self) && told.add(param)) {
        held.append(argument(param, places, " "));
      }
    }
    return Optional.of(held.length() == 0 ? "fresh" : "holds" + held);
  }

  private static String touch(Doings.Touch touch, @Nullable String self, List<String> places) {
    StringBuilder unless = new StringBuilder();
    for (String key : new TreeSet<>(touch.unless())) {
      int dot = key.indexOf('.');
      String param = dot < 0 ? key : key.substring(0, dot);
      if (dot >= 0 && param.equals(self)) {
        unless.append('|').append(key.substring(dot + 1));
      } else if (dot < 0) {
        unless.append(argument(key, places, "|"));
      } else {
        String attribute = key.substring(dot);
        for (String each : argument(param, places, "|").substring(1).split("\\|", -1)) {
          unless.append('|').append(each).append(attribute);
        }
      }
    }
    String mode =
        touch.mode() == EffectMode.READ ? "r" : touch.mode() == EffectMode.WRITE ? "w" : "rw";
    return "ambient "
        + touch.name()
        + " "
        + mode
        + (unless.length() == 0 ? "" : " unless " + unless.substring(1));
  }

  // A parameter as it may be given: by place, and by name.
  private static String argument(String param, List<String> places, String between) {
    int place = places.indexOf(param);
    boolean byPlace = place >= 0 && place < PLACES;
    return between + param + (byPlace ? between + place : "");
  }

  private String result(Callee callee, @Nullable String self) {
    if (!callee.yieldsObject) {
      return callee.node.isAsync() ? "" : "returns atom";
    }
    Worth result = callee.result;
    if (!callee.yieldsPart && self != null) {
      return "returns self";
    }
    Set<String> kinds = new TreeSet<>();
    for (Referent referent : result.is()) {
      kinds.add(referent instanceof Referent.Instance object ? name(object.of().path()) : "");
    }
    boolean known = !kinds.isEmpty() && kinds.size() <= KINDS && !kinds.contains("");
    return known && !callee.yieldsOther && result.direct().isEmpty()
        ? "returns " + String.join("|", kinds)
        : "";
  }
}
