package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Keyword;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds out what a call in a library's code calls. */
final class Calling {
  // A method that more classes than these have is not guessed by its name.
  private static final int CANDIDATES = 10;

  /** Methods that are told by the beginning of their names alone. */
  private static final Pattern SETTERS = Pattern.compile("set_|del_|remove_");

  private final Walk walk;
  private final Values values;
  private final Library library;
  private final Invoking invoking;
  private final Foreigners foreigners;

  Calling(Walk walk, Values values) {
    this.walk = walk;
    this.values = values;
    library = walk.work.library;
    invoking = new Invoking(walk);
    foreigners = new Foreigners(walk, invoking);
  }

  Worth call(Expr.Call node) {
    if (node.func() instanceof Expr.Attribute attribute) {
      String name = attribute.attr().text();
      if (attribute.value() instanceof Expr.Call above
          && above.func() instanceof Expr.Name called
          && called.id().equals("super")) {
        return inherited(name, given(node), node);
      }
      Worth receiver = values.of(attribute.value());
      return method(receiver, name, given(node), attribute);
    }
    Worth function = values.of(node.func());
    Given given = given(node);
    if (function.is().isEmpty()) {
      return unknown(given);
    }
    Worth result = Worth.NEW;
    for (Referent referent : function.is()) {
      result = result.join(called(referent, function, given, node));
    }
    return result;
  }

  // Who knows what it does: each argument may hold the others afterwards.
  private Worth unknown(Given given) {
    Worth all = given.held();
    given.positional().forEach(each -> walk.notes.keep(each.worth(), all));
    given.keywords().values().forEach(each -> walk.notes.keep(each.worth(), all));
    return all;
  }

  private Worth called(Referent referent, Worth function, Given given, Expr.Call node) {
    if (referent instanceof Callee callee) {
      return invoking.invoke(callee, callee.hasReceiver() ? function : null, given, node);
    }
    if (referent instanceof Kind kind) {
      return made(kind, given, node);
    }
    if (referent instanceof Referent.Foreign foreign) {
      return foreigners.call(foreign, given, node);
    }
    if (referent instanceof Referent.Instance object) {
      return all(callees(object.of(), "__call__"), function, given, node);
    }
    return Worth.NEW;
  }

  private Given given(Expr.Call node) {
    List<Given.Argument> positional = new ArrayList<>();
    Map<String, Given.Argument> keywords = new LinkedHashMap<>();
    Worth rest = Worth.NEW;
    boolean open = false;
    for (Expr arg : node.args()) {
      if (arg instanceof Expr.Starred starred) {
        rest = rest.join(values.of(starred.value()).element());
      } else {
        positional.add(new Given.Argument(arg, values.of(arg)));
      }
    }
    for (Keyword keyword : node.keywords()) {
      Worth worth = values.of(keyword.value());
      if (keyword.arg() == null) {
        rest = rest.join(worth.element());
        open = true;
      } else {
        keywords.put(keyword.arg().text(), new Given.Argument(keyword.value(), worth));
      }
    }
    return new Given(positional, keywords, rest, open);
  }

  private Worth made(Kind kind, Given given, Expr node) {
    Worth object = Worth.of(new Referent.Instance(kind));
    Callee maker = kind.method("__init__");
    if (maker != null) {
      invoking.invoke(maker, object, given, node);
    }
    Worth held =
        maker == null || kind.foreignBase ? given.held() : invoking.kept(maker, object, given);
    object = object.join(held);
    Callee after = kind.method("__post_init__");
    if (after != null) {
      invoking.invoke(after, object, Given.NOTHING, node);
    }
    return object;
  }

  /** Asks a property, or sets one. */
  Worth property(Callee property, Worth owner) {
    return invoking.invoke(property, owner, Given.NOTHING, null);
  }

  private Worth inherited(String name, Given given, Expr.Call node) {
    Callee of = walk.callee;
    Kind owner = of == null ? null : of.owner;
    if (of == null || owner == null || of.places.isEmpty()) {
      return Worth.NEW;
    }
    Worth self = walk.name(of.places.get(0));
    Worth receiver = self == null ? Worth.NEW : self;
    for (Kind above : owner.line()) {
      Callee found = above.equals(owner) ? null : above.methods.get(name);
      if (found != null) {
        return invoking.invoke(found, receiver, given, node);
      }
    }
    Rule rule = library.method("?", name);
    if (name.equals("__setattr__") || name.equals("__setitem__") || rule.mutatesSelf()) {
      walk.notes.change(receiver, name, node.start());
    }
    return Worth.NEW;
  }

  private Worth method(Worth receiver, String name, Given given, Expr.Attribute node) {
    Worth result = Worth.NEW;
    boolean handled = false;
    for (Referent referent : receiver.is()) {
      if (referent instanceof Referent.Instance object) {
        List<Callee> found = callees(object.of(), name);
        handled |= !found.isEmpty();
        for (Callee each : found) {
          // What a class below does instead it does to its own objects only.
          invoking.guess(each.owner != null && !object.of().line().contains(each.owner));
          result = result.join(all(List.of(each), receiver, given, node));
          invoking.guess(false);
        }
        for (Referent stored : object.of().attribute(name).is()) {
          handled |= stored instanceof Callee;
          result = result.join(stored(stored, given, node));
        }
      } else if (referent instanceof Referent.Foreign foreign) {
        handled = true;
        result = result.join(foreigners.call(foreign.member(name), given, node));
      } else {
        handled = true;
        Worth owner = Worth.of(referent);
        for (Referent member : values.attribute(owner, name).is()) {
          result = result.join(ofClassOrModule(referent, member, receiver, given, node));
        }
      }
    }
    if (handled && node.value() instanceof Expr.Name local) {
      kept(local.id(), receiver, name, given);
    }
    return handled ? result : byName(receiver, name, given, node);
  }

  private void kept(String local, Worth receiver, String name, Given given) {
    Worth old = walk.name(local);
    for (Referent referent : receiver.is()) {
      Callee method =
          referent instanceof Referent.Instance object ? object.of().method(name) : null;
      if (old != null && method != null && method.hasReceiver()) {
        old = old.join(invoking.kept(method, receiver, given));
        walk.bind(local, old);
      }
    }
  }

  private Worth stored(Referent stored, Given given, Expr node) {
    return stored instanceof Callee callee
        ? invoking.invoke(callee, callee.hasReceiver() ? Worth.NEW : null, given, node)
        : Worth.NEW;
  }

  private Worth ofClassOrModule(
      Referent owner, Referent member, Worth receiver, Given given, Expr.Attribute node) {
    if (member instanceof Callee callee) {
      boolean byClass = owner instanceof Kind && callee.binder == Callee.Binder.CLASS;
      return invoking.invoke(callee, byClass ? receiver : null, given, node);
    }
    if (member instanceof Kind kind) {
      return made(kind, given, node);
    }
    return member instanceof Referent.Foreign foreign
        ? foreigners.call(foreign, given, node)
        : Worth.NEW;
  }

  // Nothing is known of the object but the name of its method.
  private Worth byName(Worth receiver, String name, Given given, Expr.Attribute node) {
    String key = Hints.key(node.value());
    boolean chance = key != null && Chance.isGenerator(key);
    if (chance && library.function("numpy.random." + name).known()) {
      walk.notes.draw(receiver, walk.source.site(node.start()));
      return Worth.NEW;
    }
    List<String> types = receiver.foreignClasses();
    Rule rule = library.method(types.size() == 1 ? types.get(0) : "?", name);
    // frame = frame.set_dtypes(...): a setter yields nothing that is used.
    boolean other = SETTERS.matcher(name).lookingAt() && !walk.isAlone(node);
    if (rule.known() && !(other && rule.mutatesSelf())) {
      if (rule.mutatesSelf()) {
        walk.notes.change(node.value(), receiver, name, node.start());
      }
      if (rule.keeps() || rule.mutatesSelf()) {
        walk.notes.keep(receiver, given.held());
        keep(node.value(), given);
      }
      return foreigners.result(rule, receiver, given);
    }
    foreigners.callBacks(given, node);
    List<Callee> candidates =
        types.isEmpty() ? walk.work.index.methods.getOrDefault(name, List.of()) : List.of();
    if (name.startsWith("__") || candidates.isEmpty() || candidates.size() > CANDIDATES) {
      return given.held().join(receiver.held());
    }
    invoking.guess(true);
    Worth result = all(candidates, receiver, given, node);
    invoking.guess(false);
    return result;
  }

  private void keep(Expr owner, Given given) {
    if (owner instanceof Expr.Name name) {
      Worth old = walk.name(name.id());
      if (old != null) {
        walk.bind(name.id(), old.join(given.held()));
      }
    }
  }

  private Worth all(List<Callee> callees, Worth receiver, Given given, @Nullable Expr node) {
    Worth result = Worth.NEW;
    for (Callee each : callees) {
      result =
          result.join(invoking.invoke(each, each.hasReceiver() ? receiver : null, given, node));
    }
    return result;
  }

  // The method, and those that classes below put in its place.
  private static List<Callee> callees(Kind kind, String name) {
    Set<Callee> all = new LinkedHashSet<>();
    Callee own = kind.method(name);
    if (own != null) {
      all.add(own);
    }
    for (Kind below : kind.below) {
      Callee other = below.methods.get(name);
      if (other != null && all.size() < CANDIDATES) {
        all.add(other);
      }
    }
    return List.copyOf(all);
  }
}
