package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.LinkedHashSet;
import java.util.Set;

/** Notes what the walked function does to what it is given, to what it holds and to state. */
final class Notes {
  private static final Set<String> MAKERS = Set.of("__init__", "__new__", "__post_init__");

  private final Walk walk;

  Notes(Walk walk) {
    this.walk = walk;
  }

  /**
   * Notes that something is changed which an expression names. What is changed in an attribute of a
   * name counts as the attribute set.
   */
  void change(Expr of, Worth worth, String way, int offset) {
    Worth owner =
        of instanceof Expr.Attribute attribute && attribute.value() instanceof Expr.Name name
            ? walk.name(name.id())
            : null;
    if (owner == null || owner.direct().isEmpty()) {
      change(worth, way, offset);
      return;
    }
    change(
        Worth.NEW.join(new Worth(owner.direct(), Set.of(), Set.of(), false)),
        Doings.Change.ATTRIBUTE,
        offset);
    Set<String> others = new LinkedHashSet<>(worth.direct());
    owner
        .direct()
        .forEach(root -> others.removeIf(each -> Worth.whole(each).equals(Worth.whole(root))));
    change(new Worth(Worth.frozen(others), Set.of(), worth.is(), false), way, offset);
  }

  /** Notes that something holds something now. */
  void keep(Worth holder, Worth worth) {
    Callee of = walk.callee;
    if (of == null) {
      return;
    }
    for (String root : holder.direct()) {
      Set<String> held = new LinkedHashSet<>(worth.held().inside());
      held.removeIf(each -> Worth.whole(each).equals(Worth.whole(root)));
      if (of.doings.keep(Worth.whole(root), held)) {
        walk.work.changed(of);
      }
    }
  }

  /** Notes a change in place. */
  void change(Worth worth, String way, int offset) {
    if (!worth.direct().isEmpty() || !worth.is().isEmpty()) {
      change(worth, new Doings.Change(way, walk.source.site(offset)), true);
    }
  }

  /** Notes a change in place whose reason may stand elsewhere. */
  void change(Worth worth, Doings.Change change, boolean own) {
    change(worth, change, own, walk.onlyIf(), "");
  }

  /**
   * Notes a change in place that is made only where a parameter is given, or of objects of a class.
   */
  void change(Worth worth, Doings.Change change, boolean own, String onlyIf, String kind) {
    Callee of = walk.callee;
    if (of == null) {
      return;
    }
    for (String root : worth.direct()) {
      boolean made = isMaker(of) && Worth.whole(root).equals(of.self());
      String classes = kind.isEmpty() ? Worth.classes(root) : kind;
      String place = Worth.isPart(root) ? root : Worth.whole(root);
      if (!made && of.doings.change(new Doings.Changed(place, onlyIf, classes), change)) {
        walk.work.changed(of);
      }
    }
    for (Referent referent : worth.is()) {
      if (own && referent instanceof Referent.Foreign foreign) {
        String state = walk.work.library.state(foreign.path());
        if (state != null) {
          touch(new Doings.Touch(state, EffectMode.WRITE, foreign.unless(), change.site()));
        }
      }
    }
  }

  /** Notes that something is kept in an attribute that had nothing in it. */
  void fill(Worth owner, String cache, Doings.Fill fill) {
    Callee of = walk.callee;
    if (of == null) {
      return;
    }
    for (String root : owner.direct()) {
      boolean param = !Worth.isPart(root) && of.params.contains(Worth.whole(root));
      Doings.Filled filled = new Doings.Filled(Worth.whole(root), cache);
      Doings.Fill here = new Doings.Fill(fill.site(), fill.surely() && walk.isSure());
      if (param && of.doings.fill(filled, here)) {
        walk.work.changed(of);
      }
    }
  }

  /** Notes that an attribute is assigned to. */
  void set(Worth owner, String attribute) {
    Callee of = walk.callee;
    if (of != null) {
      for (String root : owner.direct()) {
        String whole = Worth.whole(root);
        if (!Worth.isPart(root) && of.doings.sets.add(new Doings.Filled(whole, attribute))) {
          walk.work.changed(of);
        }
      }
    }
  }

  /** Whether the walk is in a method that makes its object. */
  boolean isMaking() {
    return walk.callee != null && isMaker(walk.callee);
  }

  /** Notes that a generator is drawn on. */
  void draw(Worth generator, String site) {
    Callee of = walk.callee;
    if (of == null) {
      return;
    }
    for (Referent referent : generator.is()) {
      String state =
          referent instanceof Referent.Foreign foreign ? Chance.state(foreign.path()) : null;
      if (state != null && referent instanceof Referent.Foreign foreign) {
        Set<String> unless = Worth.union(foreign.unless(), walk.notGiven());
        touch(new Doings.Touch(state, EffectMode.READ_WRITE, unless, site));
      }
    }
    for (String root : generator.direct()) {
      String whole = Worth.whole(root);
      if (whole.equals(of.self())) {
        change(Worth.root(whole), new Doings.Change(Doings.Change.ATTRIBUTE, site), false);
      } else if (!root.startsWith("@") && of.doings.draws.putIfAbsent(whole, site) == null) {
        walk.work.changed(of);
      }
    }
  }

  /** Notes that state without a name is used. */
  void touch(Doings.Touch touch) {
    Callee of = walk.callee;
    if (of != null && of.doings.touch(touch)) {
      walk.work.changed(of);
    }
  }

  /** Whether the object is only being made. */
  private static boolean isMaker(Callee of) {
    return of.owner != null && MAKERS.contains(of.name());
  }
}
