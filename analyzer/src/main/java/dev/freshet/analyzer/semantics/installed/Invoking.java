package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Takes over what is known of a function of the package to the place where it is called. */
final class Invoking {
  private final Walk walk;
  private boolean guessing;

  Invoking(Walk walk) {
    this.walk = walk;
  }

  /**
   * Calls a function of the package.
   *
   * @param receiver the object of a method; null when the first argument is one of those given
   */
  Worth invoke(Callee callee, @Nullable Worth receiver, Given given, @Nullable Expr node) {
    if (walk.callee != null && !walk.callee.equals(callee)) {
      callee.callers.add(walk.callee);
    }
    Map<String, Given.Argument> bound = bind(callee, receiver, given);
    Doings doings = callee.doings;
    for (Doings.Filled each : List.copyOf(doings.sets)) {
      walk.notes.set(worth(each.root(), bound), each.cache());
    }
    new LinkedHashMap<>(doings.changes)
        .forEach((changed, change) -> change(callee, changed, change, bound, given));
    if (!guessing) {
      new LinkedHashMap<>(doings.fills)
          .forEach((what, fill) -> walk.notes.fill(worth(what.root(), bound), what.cache(), fill));
    }
    for (Map.Entry<String, String> each : List.copyOf(doings.draws.entrySet())) {
      draw(callee, each.getKey(), bound, given, each.getValue());
    }
    for (Doings.Touch each : List.copyOf(doings.touches)) {
      touch(callee, each, bound, given);
    }
    opened(doings, bound);
    takeOver(doings);
    for (String holder : doings.keepers()) {
      walk.notes.keep(worth(holder, bound), kept(callee, holder, bound));
    }
    return result(callee, bound);
  }

  /** What an object holds after a method was called on it, or after it was made. */
  Worth kept(Callee callee, @Nullable Worth receiver, Given given) {
    return kept(callee, callee.self(), bind(callee, receiver, given));
  }

  private static Worth kept(
      Callee callee, @Nullable String holder, Map<String, Given.Argument> bound) {
    Worth all = Worth.NEW;
    for (String root : callee.doings.kept(holder)) {
      all = all.join(worth(root, bound).held());
    }
    return all;
  }

  /** Notes that the class of the next calls' receivers is only guessed, by their methods' names. */
  void guess(boolean now) {
    guessing = now;
  }

  // What a method does to its object it does to those of its class alone.
  private String kind(Callee callee, Doings.Changed changed, Map<String, Given.Argument> bound) {
    String whole = Worth.whole(changed.root());
    if (worth(whole, bound).direct().stream().anyMatch(Worth::isPart)) {
      return "";
    }
    boolean own = whole.equals(callee.self());
    Kind owner = callee.owner;
    return changed.of().isEmpty() && own && guessing && owner != null ? owner.path() : changed.of();
  }

  private static boolean mayBe(Given.@Nullable Argument argument, String kind) {
    if (argument == null || argument.worth().is().isEmpty()) {
      return true;
    }
    for (Referent referent : argument.worth().is()) {
      if (!(referent instanceof Referent.Instance object) || object.of().mayBeAny(kind)) {
        return true;
      }
    }
    return false;
  }

  private void change(
      Callee callee,
      Doings.Changed changed,
      Doings.Change change,
      Map<String, Given.Argument> bound,
      Given given) {
    Worth worth = worth(changed.root(), bound);
    if (worth.direct().isEmpty() && worth.is().isEmpty()) {
      return;
    }
    if (!changed.of().isEmpty() && !mayBe(bound.get(Worth.whole(changed.root())), changed.of())) {
      return;
    }
    String onlyIf = "";
    if (changed.onlyIf().startsWith(Doings.Changed.UNLESS)) {
      String here = translated(callee, changed.onlyIf().substring(1), bound, given);
      if (here == null) {
        return;
      }
      onlyIf = here.isEmpty() ? "" : Doings.Changed.UNLESS + here;
    } else if (!changed.onlyIf().isEmpty()) {
      Given.Argument argument = bound.get(changed.onlyIf());
      boolean never = argument == null ? !given.open() : argument.worth().equals(Worth.NONE);
      if (never) {
        return;
      }
      String key = argument == null || argument.node() == null ? null : Hints.key(argument.node());
      boolean passed =
          key != null && walk.callee != null && key.indexOf('.') < 0 && walk.isParameter(key);
      onlyIf = passed && key != null ? key : "";
    }
    String filled = filled(callee, changed.root(), worth);
    if (!filled.isEmpty()) {
      walk.notes.fill(worth, filled, new Doings.Fill(change.site(), true));
      return;
    }
    walk.notes.change(worth, change, false, walk.needed(onlyIf), kind(callee, changed, bound));
  }

  // if self._window is None: self.set_window(...)
  private String filled(Callee callee, String root, Worth worth) {
    for (String key : walk.missing()) {
      int dot = key.indexOf('.');
      if (dot > 0
          && worth.mayBe(key.substring(0, dot))
          && callee.doings.sets.contains(new Doings.Filled(root, key.substring(dot + 1)))) {
        return key.substring(dot + 1);
      }
    }
    return "";
  }

  private static Worth worth(String root, Map<String, Given.Argument> bound) {
    if (root.startsWith("@")) {
      return Worth.root(root);
    }
    String whole = Worth.whole(root);
    Given.Argument argument = bound.get(whole);
    if (argument == null) {
      return Worth.NEW;
    }
    if (!Worth.isPart(root)) {
      return argument.worth();
    }
    return Worth.isElement(root) ? argument.worth().element() : argument.worth().part();
  }

  private Map<String, Given.Argument> bind(Callee callee, @Nullable Worth receiver, Given given) {
    Map<String, Given.Argument> bound = new HashMap<>();
    List<String> places = new ArrayList<>(callee.places);
    if (receiver != null && !places.isEmpty()) {
      bound.put(places.remove(0), new Given.Argument(null, receiver));
    }
    Worth more = Worth.NEW;
    for (int i = 0; i < given.positional().size(); i++) {
      if (i < places.size()) {
        bound.put(places.get(i), given.positional().get(i));
      } else {
        more = more.join(given.positional().get(i).worth());
      }
    }
    Worth others = Worth.NEW;
    for (Map.Entry<String, Given.Argument> each : given.keywords().entrySet()) {
      if (callee.params.contains(each.getKey())) {
        bound.put(each.getKey(), each.getValue());
      } else {
        others = others.join(each.getValue().worth());
      }
    }
    if (callee.rest != null) {
      bound.put(callee.rest, new Given.Argument(null, more.join(given.rest())));
    }
    if (callee.keywords != null) {
      bound.put(callee.keywords, new Given.Argument(null, others.join(given.rest())));
    }
    return bound;
  }

  private void draw(
      Callee callee, String param, Map<String, Given.Argument> bound, Given given, String site) {
    Given.Argument argument = bound.get(param);
    if (argument != null) {
      walk.notes.draw(argument.worth(), site);
      return;
    }
    String state = standard(callee, param, walk.work.index);
    if (state != null) {
      Set<String> unless = new HashSet<>(walk.notGiven());
      if (given.open()) {
        unless.add(param);
      }
      walk.notes.touch(new Doings.Touch(state, EffectMode.READ_WRITE, unless, site));
    }
  }

  /** The global generator that a parameter stands for unless it is given. */
  static @Nullable String standard(Callee callee, String param, Index index) {
    Expr standard = callee.standard(param);
    Referent referent = standard == null ? null : index.referent(callee.source, standard);
    return referent instanceof Referent.Foreign foreign ? Chance.state(foreign.path()) : null;
  }

  private void touch(
      Callee callee, Doings.Touch touch, Map<String, Given.Argument> bound, Given given) {
    Set<String> unless = new HashSet<>(walk.notGiven());
    for (String key : touch.unless()) {
      String here = translated(callee, key, bound, given);
      if (here == null) {
        return;
      }
      if (!here.isEmpty()) {
        unless.add(here);
      }
    }
    walk.notes.touch(new Doings.Touch(touch.name(), touch.mode(), unless, touch.site()));
  }

  // What has to be given here so that a parameter is given there; empty when nothing does it, null
  // when it is given.
  private @Nullable String translated(
      Callee callee, String key, Map<String, Given.Argument> bound, Given given) {
    int dot = key.indexOf('.');
    String param = dot < 0 ? key : key.substring(0, dot);
    Given.Argument argument = bound.get(param);
    if (argument == null) {
      return dot < 0 && callee.params.contains(param) && given.open() ? key : "";
    }
    String here = argument.node() == null ? null : Hints.key(argument.node());
    if (dot >= 0) {
      return attribute(param.equals(callee.self()), argument, here, key.substring(dot));
    }
    if (here != null && walk.isParameter(here)) {
      return here.indexOf('.') >= 0 || walk.callee == null || mayBeNone(walk.callee, here)
          ? here
          : null;
    }
    return argument.worth().none() ? "" : null;
  }

  private static boolean mayBeNone(Callee callee, String param) {
    return callee.isNoneUnlessGiven(param);
  }

  private String attribute(
      boolean self, Given.Argument argument, @Nullable String here, String attribute) {
    if (self && walk.callee != null && walk.callee.self() != null) {
      String own = walk.callee.self();
      return argument.worth().mayBe(own) ? own + attribute : "";
    }
    return here != null && here.indexOf('.') < 0 && walk.isParameter(here) ? here + attribute : "";
  }

  private void opened(Doings doings, Map<String, Given.Argument> bound) {
    Callee of = walk.callee;
    if (of == null) {
      return;
    }
    for (Doings.Opening each : List.copyOf(doings.openings)) {
      for (String given : worth(each.param(), bound).direct()) {
        String root = Worth.isPart(given) ? "" : Worth.whole(given);
        if (of.params.contains(root)
            && of.doings.openings.add(new Doings.Opening(root, each.mode(), each.observable()))) {
          walk.work.changed(of);
        }
      }
    }
  }

  private void takeOver(Doings doings) {
    Callee of = walk.callee;
    if (of == null || of.doings == doings) {
      return;
    }
    boolean news = of.doings.looks.addAll(doings.looks);
    if (of.doings.external == null && doings.external != null) {
      of.doings.external = doings.external;
      of.doings.externalSite = doings.externalSite;
      news = true;
    }
    if (news) {
      walk.work.changed(of);
    }
  }

  private static Worth result(Callee callee, Map<String, Given.Argument> bound) {
    Worth result = new Worth(Set.of(), Set.of(), callee.result.is(), callee.result.none());
    for (String root : callee.result.direct()) {
      result = result.join(worth(root, bound));
    }
    for (String root : callee.result.inside()) {
      result = result.join(worth(root, bound).held());
    }
    return result;
  }
}
