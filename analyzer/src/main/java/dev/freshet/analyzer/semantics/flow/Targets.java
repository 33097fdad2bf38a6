package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Pattern;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Binds, changes and deletes what stands left of an equals sign, after {@code del}, in a case. */
final class Targets {
  private final Interpreter in;

  Targets(Interpreter in) {
    this.in = in;
  }

  void assign(Expr target, Value value) {
    if (target instanceof Expr.Name name) {
      in.names.store(name.id(), value, name);
    } else if (target instanceof Expr.Tuple tuple) {
      unpack(tuple.elts(), value);
    } else if (target instanceof Expr.ListDisplay list) {
      unpack(list.elts(), value);
    } else if (target instanceof Expr.Starred starred) {
      assign(starred.value(), listOf(value));
    } else if (target instanceof Expr.Attribute attribute) {
      Value owner = in.eval(attribute.value());
      setAttribute(owner, attribute.attr().text(), value, null, attribute);
    } else if (target instanceof Expr.Subscript subscript) {
      setItem(subscript, value, null);
    } else {
      in.eval(target);
    }
  }

  /** Assigns the parts of a display one by one when both sides have as many. */
  void assign(Expr target, Expr source) {
    List<Expr> left = parts(target);
    List<Expr> right = parts(source);
    if (left != null && right != null && left.size() == right.size() && plain(left, right)) {
      Value[] values = new Value[right.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.eval(right.get(i));
      }
      for (int i = 0; i < values.length; i++) {
        assign(left.get(i), values[i]);
      }
    } else if (source instanceof Expr.Constant constant) {
      assign(target, constant);
    } else {
      assign(target, in.eval(source));
    }
  }

  // Setting what is so already is no change.
  private void assign(Expr target, Expr.Constant source) {
    Value value = in.eval(source);
    if (target instanceof Expr.Attribute attribute) {
      Value owner = in.eval(attribute.value());
      setAttribute(owner, attribute.attr().text(), value, source.value(), attribute);
    } else if (target instanceof Expr.Subscript subscript) {
      setItem(subscript, value, source.value());
    } else {
      assign(target, value);
    }
  }

  private static boolean plain(List<Expr> left, List<Expr> right) {
    for (int i = 0; i < left.size(); i++) {
      if (left.get(i) instanceof Expr.Starred || right.get(i) instanceof Expr.Starred) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable List<Expr> parts(Expr display) {
    if (display instanceof Expr.Tuple tuple) {
      return tuple.elts();
    }
    return display instanceof Expr.ListDisplay list ? list.elts() : null;
  }

  private void unpack(List<Expr> targets, Value value) {
    for (int i = 0; i < targets.size(); i++) {
      Expr target = targets.get(i);
      if (target instanceof Expr.Starred starred) {
        assign(starred.value(), listOf(in.attributes.elements(value, target)));
      } else {
        assign(target, in.attributes.item(value, Thing.place(i), target));
      }
    }
  }

  private Value listOf(Value elements) {
    Thing list = new ObjectThing("list");
    list.put(Thing.ELEMENTS, elements);
    return Value.of(list);
  }

  void setAttribute(Value owner, String name, Value value, @Nullable Literal constant, Expr node) {
    for (Thing thing : owner.things) {
      if (thing instanceof LibraryThing library) {
        String state = in.library.state(library.path);
        String ambient = state != null ? state : "@" + library.path + "." + name;
        in.ambient(ambient, EffectMode.WRITE, node);
        in.patches.add(library.path + "." + name);
        in.builtins.replaced(library.path + "." + name, value);
      } else if (thing instanceof ModuleThing module) {
        in.names.storeGlobal(module.space, name, value, node);
      } else {
        setAttributeOf(thing, name, value, constant, node, owner.things.length == 1);
      }
    }
  }

  private void setAttributeOf(
      Thing thing,
      String name,
      Value value,
      @Nullable Literal constant,
      Expr node,
      boolean surely) {
    if (thing instanceof InstanceThing instance) {
      Value found = instance.of.lookUp(name);
      if (found != null && in.functions.setProperty(instance, found, value, node)) {
        return;
      }
    }
    in.special.call(thing, "__setattr__", node, Value.text(name), value);
    boolean sure = surely && !in.functions.hasMethod(thing, "__setattr__");
    thing.put(name, value);
    if (!in.settled.again(thing, name, constant, node, sure)) {
      in.change(thing, "attribute", node, sure);
    }
  }

  private void setItem(Expr.Subscript target, Value value, @Nullable Literal constant) {
    String name = in.namespaces.key(target);
    if (name != null) {
      in.names.storeGlobal(in.frame.space, name, value, target);
      return;
    }
    if (in.namespaces.is(target.value())) {
      in.eval(target.slice());
      in.open(false, true, "assigns a name through globals()", target);
      return;
    }
    Value owner = in.eval(target.value());
    Value key = in.eval(target.slice());
    in.special.key(key, target);
    for (Thing thing : owner.things) {
      if (thing instanceof LibraryThing library) {
        in.attributes.touch(library.path, EffectMode.WRITE, target);
      } else if (thing.type.equals(Namespaces.TYPE)) {
        bindInNamespace(key, value, target);
      } else if (in.functions.hasMethod(thing, "__setitem__")) {
        in.functions.callMethod(thing, "__setitem__", List.of(key, value), target);
      } else {
        thing.put(key.text == null ? Thing.ELEMENTS : key.text, value);
        if (thing.type.equals("collections.ChainMap") && thing.field(Thing.KEPT) != null) {
          // The first of its maps is written.
          in.mutate(thing.field(Thing.KEPT), "subscript", target);
        }
        setItemOf(thing, key, constant, target, owner.things.length == 1);
      }
    }
  }

  private void setItemOf(
      Thing thing, Value key, @Nullable Literal constant, Expr.Subscript node, boolean surely) {
    if (key.text == null) {
      in.mutate(thing, "subscript", node, surely);
    } else if (!in.settled.again(thing, "[" + key.text + "]", constant, node, surely)) {
      in.change(thing, "subscript", node, surely);
    }
  }

  private void bindInNamespace(Value key, Value value, Expr.Subscript target) {
    if (key.text != null) {
      in.names.storeGlobal(in.notebook, key.text, value, target);
    } else {
      in.open(false, true, "assigns a name through globals()", target);
    }
  }

  void delete(Expr target) {
    if (target instanceof Expr.Name name) {
      in.special.nameGoes(in.names.load(name.id(), name), name);
      in.names.delete(name.id(), name);
    } else if (target instanceof Expr.Tuple tuple) {
      tuple.elts().forEach(this::delete);
    } else if (target instanceof Expr.ListDisplay list) {
      list.elts().forEach(this::delete);
    } else if (target instanceof Expr.Attribute attribute) {
      Value owner = in.eval(attribute.value());
      for (Thing thing : owner.things) {
        if (thing instanceof ModuleThing module) {
          in.names.deleteGlobal(module.space, attribute.attr().text(), target);
        }
        if (thing instanceof LibraryThing library) {
          in.ambient("@" + library.path + "." + attribute.attr().text(), EffectMode.WRITE, target);
        }
        Value name = Value.text(attribute.attr().text());
        in.special.call(thing, "__delattr__", target, name);
      }
      in.mutate(owner, "attribute", target);
    } else if (target instanceof Expr.Subscript subscript) {
      deleteItem(subscript);
    } else {
      in.eval(target);
    }
  }

  private void deleteItem(Expr.Subscript target) {
    String name = in.namespaces.key(target);
    if (name != null) {
      in.names.delete(name, target);
      return;
    }
    Value owner = in.eval(target.value());
    Value key = in.eval(target.slice());
    in.special.key(key, target);
    for (Thing thing : owner.things) {
      if (thing instanceof LibraryThing library) {
        in.attributes.touch(library.path, EffectMode.WRITE, target);
      }
      in.special.call(thing, "__delitem__", target, key);
    }
    in.mutate(owner, "subscript", target);
  }

  /** Binds the captures of a pattern to parts of the subject. */
  void match(Pattern pattern, Value subject) {
    if (pattern instanceof Pattern.MatchAs as) {
      if (as.pattern() != null) {
        match(as.pattern(), subject);
      }
      capture(as.name(), subject);
    } else if (pattern instanceof Pattern.MatchStar star) {
      capture(star.name(), listOf(subject));
    } else if (pattern instanceof Pattern.MatchValue value) {
      in.eval(value.value());
    } else if (pattern instanceof Pattern.MatchSequence sequence) {
      all(sequence.patterns(), in.attributes.elements(subject, null));
    } else if (pattern instanceof Pattern.MatchOr or) {
      all(or.patterns(), subject);
    } else if (pattern instanceof Pattern.MatchMapping mapping) {
      mapping.keys().forEach(in::eval);
      Value elements = in.attributes.elements(subject, null);
      all(mapping.patterns(), elements);
      Thing rest = new ObjectThing("dict");
      rest.put(Thing.ELEMENTS, elements);
      capture(mapping.rest(), Value.of(rest));
    } else if (pattern instanceof Pattern.MatchClass type) {
      in.eval(type.cls());
      all(type.patterns(), in.attributes.elements(subject, null));
      all(type.kwdPatterns(), in.attributes.elements(subject, null));
    }
  }

  private void all(List<Pattern> patterns, Value part) {
    patterns.forEach(pattern -> match(pattern, part));
  }

  private void capture(@Nullable Identifier name, Value value) {
    if (name != null) {
      in.names.store(name.text(), value, name);
    }
  }

  /** The text of a string literal. */
  static @Nullable String literal(Expr node) {
    return node instanceof Expr.Constant constant && constant.value() instanceof Literal.Str text
        ? text.value()
        : null;
  }
}
