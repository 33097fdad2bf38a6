package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.EffectMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes what was found of one function as the clauses of a row. */
final class Clauses {
  // Positions of one digit are all that rows can name.
  private static final int PLACES = 10;

  // Who may yield anything of more classes than these yields something unknown.
  private static final int KINDS = 3;

  private final Index index;
  private final UnaryOperator<String> name;

  /**
   * For a package.
   *
   * @param name the name under which people know what a path leads to
   */
  Clauses(Index index, UnaryOperator<String> name) {
    this.index = index;
    this.name = name;
  }

  /**
   * The clauses, empty when there is nothing to be said.
   *
   * @param kind the class whose method it is; null for functions
   * @param maker whether it is about the object that is being made
   */
  String of(Callee callee, @Nullable Kind kind, boolean maker) {
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
    StringBuilder filled = new StringBuilder();
    String filledAt = fills(callee, self, places, maker, filled);
    if (filledAt != null) {
      clauses.add("fills" + filled);
      site = site == null ? filledAt : site;
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

  /** The clauses of a property that keeps something when it is first looked at; else empty. */
  String ofProperty(Callee property) {
    String self = property.self();
    StringBuilder filled = new StringBuilder();
    String site = self == null ? null : fills(property, self, List.of(), false, filled);
    return site == null ? "" : "property; fills" + filled + "; by " + site;
  }

  // self:_hull w|0:_cache[islands]; where the first is filled, null if none is
  private static @Nullable String fills(
      Callee callee,
      @Nullable String self,
      List<String> places,
      boolean surely,
      StringBuilder into) {
    String first = null;
    for (Map.Entry<Doings.Filled, Doings.Fill> each : callee.doings.fills.entrySet()) {
      if (surely && !each.getValue().surely()) {
        continue;
      }
      String root = each.getKey().root();
      String whose = root.equals(self) ? "self" : argument(root, places, "|").substring(1);
      into.append(' ').append(whose).append(':').append(each.getKey().cache());
      first = first == null ? each.getValue().site() : first;
    }
    return first;
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

  private String names(String paths) {
    return Stream.of(paths.split("\\|", -1)).map(name).collect(Collectors.joining("|"));
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
      kinds.add(referent instanceof Referent.Instance object ? name.apply(object.of().path()) : "");
    }
    boolean known = !kinds.isEmpty() && kinds.size() <= KINDS && !kinds.contains("");
    return known && !callee.yieldsOther && result.direct().isEmpty()
        ? "returns " + String.join("|", kinds)
        : "";
  }
}
