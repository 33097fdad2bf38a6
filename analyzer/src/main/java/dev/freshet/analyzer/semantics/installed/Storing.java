package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.semantics.TreeWalk;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What assignments bind and change. */
final class Storing {
  private static final Set<String> CONVERSIONS =
      Set.of(
          "asarray",
          "asanyarray",
          "array",
          "atleast_1d",
          "atleast_2d",
          "ascontiguousarray",
          "check_array",
          "float",
          "int",
          "str",
          "list",
          "tuple");

  private final Walk walk;
  private final Values values;

  Storing(Walk walk, Values values) {
    this.walk = walk;
    this.values = values;
  }

  void assign(Expr target, Worth worth, @Nullable Expr value) {
    if (target instanceof Expr.Name name) {
      walk.bind(name.id(), worth);
    } else if (target instanceof Expr.Tuple tuple) {
      each(tuple.elts(), worth, value);
    } else if (target instanceof Expr.ListDisplay list) {
      each(list.elts(), worth, value);
    } else if (target instanceof Expr.Starred starred) {
      assign(starred.value(), worth.held(), null);
    } else {
      store(target, worth, value);
    }
  }

  // if "hull" not in self._cache: self._hull = made(), and what else belongs to it
  private boolean isMissing(Expr target, String key) {
    boolean hidden =
        target instanceof Expr.Attribute attribute && attribute.attr().text().startsWith("_");
    String owner = key.substring(0, key.indexOf('.') + 1);
    return walk.missing().contains(key)
        || (hidden && walk.missing().stream().anyMatch(other -> other.startsWith(owner)));
  }

  // self.x = numpy.asarray(self.x); self._x = self.a.copy(), which depends on nothing else.
  private boolean isSettled(Expr target, String key, @Nullable Expr value) {
    if (!(value instanceof Expr.Call call)) {
      return false;
    }
    if (target instanceof Expr.Attribute attribute && attribute.attr().text().startsWith("_")) {
      return isOwn(key, call);
    }
    return isConverted(key, call);
  }

  private static boolean isConverted(String key, @Nullable Expr value) {
    if (!(value instanceof Expr.Call call) || call.args().isEmpty()) {
      return false;
    }
    String made = Hints.key(call.func());
    return made != null
        && CONVERSIONS.contains(made.substring(made.indexOf('.') + 1))
        && key.equals(Hints.key(call.args().get(0)));
  }

  // Whether it is computed of other attributes of the same object alone.
  private boolean isOwn(String key, Expr.Call value) {
    String self = walk.callee == null ? null : walk.callee.self();
    boolean[] own = {self != null && key.startsWith(self + "."), false};
    TreeWalk.all(
        value,
        node -> {
          own[0] &= !key.equals(node instanceof Expr part ? Hints.key(part) : null);
          if (node instanceof Expr.Name name && walk.knows(name.id())) {
            own[0] &= name.id().equals(self);
            own[1] = true;
          }
        });
    return own[0] && own[1];
  }

  // self._hull = made(), self._cache["hull"] = made()
  private void fills(Expr target) {
    String item = "";
    Expr holder = target;
    if (target instanceof Expr.Subscript part) {
      item =
          part.slice() instanceof Expr.Constant constant
                  && constant.value() instanceof Literal.Str text
                  && isWord(text.value())
              ? "[" + text.value() + "]"
              : "[]";
      holder = part.value();
    }
    if (holder instanceof Expr.Attribute kept) {
      Doings.Fill fill = new Doings.Fill(walk.source.site(target.start()), true);
      walk.notes.fill(values.of(kept.value()), kept.attr().text() + item, fill);
    }
  }

  // Rows are split at blanks, and at a few other characters.
  private static boolean isWord(String key) {
    return !key.isEmpty() && key.chars().allMatch(Character::isJavaIdentifierPart);
  }

  // Neither None nor what may be None.
  private static boolean isObject(@Nullable Expr value) {
    return value != null && !(value instanceof Expr.Name || value instanceof Expr.Constant);
  }

  private void each(List<Expr> targets, Worth worth, @Nullable Expr value) {
    boolean pairs = value instanceof Expr.Tuple tuple && tuple.elts().size() == targets.size();
    for (int i = 0; i < targets.size(); i++) {
      Worth one = worth.element();
      if (pairs && value instanceof Expr.Tuple tuple) {
        one = values.of(tuple.elts().get(i));
      }
      assign(targets.get(i), one, null);
    }
  }

  void augment(Stmt.AugAssign node) {
    Worth added = values.of(node.value());
    if (node.target() instanceof Expr.Name name) {
      Worth old = values.of(node.target());
      // names += [name] changes the list; n += 1 does not.
      if (node.value() instanceof Expr.ListDisplay) {
        walk.notes.change(old, "append", node.start());
      }
      walk.bind(name.id(), old.join(added.held()));
    } else {
      store(node.target(), added, null);
    }
  }

  void delete(Expr target) {
    if (target instanceof Expr.Attribute || target instanceof Expr.Subscript) {
      store(target, Worth.NEW, null);
    }
  }

  // x.a = worth, x[i] = worth
  private void store(Expr target, Worth worth, @Nullable Expr value) {
    Expr owner = null;
    String key = null;
    String way = Doings.Change.ATTRIBUTE;
    if (target instanceof Expr.Attribute attribute) {
      owner = attribute.value();
      key = Hints.key(attribute);
      values.stored(values.of(owner), attribute.attr().text(), worth);
      walk.notes.set(values.of(owner), attribute.attr().text());
    } else if (target instanceof Expr.Subscript subscript) {
      owner = subscript.value();
      key = subscript.value() instanceof Expr.Attribute ? Hints.key(subscript.value()) : null;
      values.of(subscript.slice());
      way = Doings.Change.ITEM;
    }
    if (owner == null) {
      return;
    }
    // What is made when it is first asked for changes nothing that anybody sees.
    if (key == null || !(isMissing(target, key) || isSettled(target, key, value))) {
      walk.notes.change(owner, values.of(owner), way, target.start());
      if (walk.notes.isMaking() && isObject(value)) {
        fills(target);
      }
    } else if (!isConverted(key, value)) {
      fills(target);
    }
    walk.notes.keep(values.of(owner), worth);
    String holder = Hints.key(target instanceof Expr.Attribute ? target : owner);
    if (holder != null && target instanceof Expr.Attribute) {
      walk.put(holder, worth);
    } else if (holder != null && (walk.knows(holder) || holder.indexOf('.') > 0)) {
      walk.join(holder, worth.held());
    }
  }
}
