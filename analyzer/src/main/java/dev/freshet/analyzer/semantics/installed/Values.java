package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.BoolOperator;
import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.DictItem;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the expressions of a function yield, and what evaluating them does. */
final class Values {
  private static final int DEEPEST = 120;

  private final Walk walk;
  private final Calling calling;
  private int depth;

  Values(Walk walk) {
    this.walk = walk;
    calling = new Calling(walk, this);
  }

  Worth of(@Nullable Expr node) {
    if (node == null || depth > DEEPEST || !walk.work.step()) {
      return Worth.NEW;
    }
    depth++;
    try {
      return evaluated(node);
    } finally {
      depth--;
    }
  }

  /** Evaluates all expressions below a node. */
  void all(Node node) {
    TreeWalk.within(
        node,
        part -> {
          if (part != node && part instanceof Expr inner) {
            of(inner);
            return false;
          }
          return true;
        });
  }

  private Worth evaluated(Expr node) {
    if (node instanceof Expr.Name name) {
      return name(name.id());
    }
    if (node instanceof Expr.Attribute attribute) {
      String key = Hints.key(attribute);
      Worth stored = key == null ? null : walk.name(key);
      Worth found = attribute(of(attribute.value()), attribute.attr().text());
      return stored == null ? found : found.join(stored);
    }
    if (node instanceof Expr.Call call) {
      return calling.call(call);
    }
    if (node instanceof Expr.Constant constant) {
      return constant.value() == Literal.Singleton.NONE ? Worth.NONE : Worth.NEW;
    }
    if (node instanceof Expr.Subscript subscript) {
      of(subscript.slice());
      Worth owner = of(subscript.value());
      return isSlice(subscript.slice()) ? owner.slice() : owner.element();
    }
    if (node instanceof Expr.Tuple tuple) {
      return gathered(tuple.elts());
    }
    if (node instanceof Expr.ListDisplay list) {
      return gathered(list.elts());
    }
    if (node instanceof Expr.SetDisplay set) {
      return gathered(set.elts());
    }
    return evaluatedRarer(node);
  }

  private static boolean isSlice(Expr index) {
    return index instanceof Expr.Slice
        || (index instanceof Expr.Tuple tuple
            && tuple.elts().stream().anyMatch(Expr.Slice.class::isInstance));
  }

  private Worth evaluatedRarer(Expr node) {
    if (node instanceof Expr.Dict dict) {
      Worth all = Worth.NEW;
      for (DictItem item : dict.items()) {
        of(item.key());
        all = all.join(of(item.value()).held());
      }
      return all;
    }
    if (node instanceof Expr.IfExp choice) {
      return choice(choice);
    }
    if (node instanceof Expr.BoolOp bool) {
      return bool(bool);
    }
    if (node instanceof Expr.NamedExpr named) {
      Worth worth = of(named.value());
      walk.assign(named.target(), worth, null);
      return worth;
    }
    if (node instanceof Expr.ListComp comp) {
      return comprehension(comp.generators(), comp.elt());
    }
    if (node instanceof Expr.SetComp comp) {
      return comprehension(comp.generators(), comp.elt());
    }
    if (node instanceof Expr.GeneratorExp comp) {
      return comprehension(comp.generators(), comp.elt());
    }
    if (node instanceof Expr.Starred starred) {
      return of(starred.value()).element();
    }
    if (node instanceof Expr.Await await) {
      return of(await.value());
    }
    if (node instanceof Expr.Yield yielded) {
      walk.result(of(yielded.value()).held(), yielded);
      return Worth.NEW;
    }
    if (node instanceof Expr.Lambda lambda) {
      Worth made = closure(lambda.args(), lambda);
      of(lambda.body());
      return made;
    }
    if (node instanceof Expr.DictComp comp) {
      generators(comp.generators());
    }
    all(node);
    return Worth.NEW;
  }

  private Worth name(String name) {
    Worth local = walk.name(name);
    if (local != null) {
      return local;
    }
    Index index = walk.work.index;
    String variable = index.variable(walk.source.name, name);
    if (variable != null) {
      if (walk.callee != null && walk.callee.doings.looks.add(variable)) {
        walk.work.changed(walk.callee);
      }
      return walk.work.variable(variable);
    }
    Referent referent = index.resolve(walk.source.name, name);
    if (referent instanceof Referent.Foreign foreign) {
      boolean chance = foreign.path().startsWith("numpy") || foreign.path().startsWith("random");
      return Worth.of(chance ? new Referent.Foreign(foreign.path(), walk.notGiven()) : foreign);
    }
    return referent == null ? Worth.NEW : Worth.of(referent);
  }

  /** What stands behind a dot; a property is asked. */
  Worth attribute(Worth owner, String name) {
    Worth result = owner.part();
    Set<Referent> referents = new LinkedHashSet<>();
    for (Referent each : owner.is()) {
      if (each instanceof Referent.Instance object) {
        Callee method = object.of().method(name);
        if (method != null && method.binder == Callee.Binder.PROPERTY) {
          result = result.join(calling.property(method, owner));
        } else if (method != null) {
          referents.add(method);
        } else {
          referents.addAll(object.of().attribute(name).is());
        }
      } else if (each instanceof Referent.Inner module) {
        String variable = walk.work.index.variable(module.name(), name);
        Referent member = walk.work.index.resolve(module.name(), name);
        if (variable != null) {
          result = result.join(walk.work.variable(variable));
        } else if (member != null) {
          referents.add(member);
        }
      } else {
        Referent member = walk.work.index.member(each, name);
        if (member != null) {
          referents.add(member);
        }
      }
    }
    return referents.isEmpty()
        ? result
        : result.withReferents(Worth.union(result.is(), Worth.frozen(referents)));
  }

  /** Something is stored behind a dot. */
  void stored(Worth owner, String name, Worth worth) {
    for (Referent each : owner.is()) {
      if (each instanceof Referent.Instance object) {
        if (object.of().store(name, worth)) {
          walk.work.changed(object.of());
        }
        Callee setter = object.of().setter(name);
        if (setter != null) {
          calling.property(setter, owner);
        }
      }
    }
  }

  /** A function made here: what it does counts as done here, and its parameters are anything. */
  Worth closure(Arguments args, Node body) {
    Worth[] held = {Worth.NEW};
    TreeWalk.all(
        body,
        node -> {
          Worth known = node instanceof Expr.Name name ? walk.name(name.id()) : null;
          held[0] = known == null ? held[0] : held[0].join(known.held());
        });
    args.posonlyargs().forEach(this::loose);
    args.args().forEach(this::loose);
    args.kwonlyargs().forEach(this::loose);
    return held[0];
  }

  private void loose(Arg arg) {
    walk.bind(arg.arg().text(), Worth.NEW);
  }

  private Worth gathered(List<Expr> parts) {
    Worth all = Worth.NEW;
    for (Expr part : parts) {
      all = all.join(of(part).held());
    }
    return all;
  }

  private Worth choice(Expr.IfExp node) {
    of(node.test());
    Hints hints = Hints.of(node.test());
    Worth[] ways = {Worth.NEW, Worth.NEW};
    walk.where(hints.ifTrue(), Hints.given(node.test()), () -> ways[0] = of(node.body()));
    walk.where(hints.ifFalse(), Set.of(), () -> ways[1] = of(node.orelse()));
    return ways[0].join(ways[1]);
  }

  // rng or numpy.random: the second counts where the first is not given.
  private Worth bool(Expr.BoolOp node) {
    Worth[] all = {Worth.NEW};
    Set<String> hints = new LinkedHashSet<>();
    for (Expr each : node.values()) {
      walk.where(Worth.frozen(hints), Set.of(), () -> all[0] = all[0].join(of(each)));
      Hints more = Hints.of(each);
      hints.addAll(node.op() == BoolOperator.OR ? more.ifFalse() : more.ifTrue());
    }
    return all[0];
  }

  private Worth comprehension(List<Comprehension> generators, Expr element) {
    generators(generators);
    return of(element).held();
  }

  private void generators(List<Comprehension> generators) {
    for (Comprehension each : generators) {
      walk.assign(each.target(), of(each.iter()).element(), null);
      each.ifs().forEach(this::of);
    }
  }
}
