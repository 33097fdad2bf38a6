package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Keyword;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What library calls change in place. */
final class LibraryChanges {

  private final Interpreter in;

  LibraryChanges(Interpreter in) {
    this.in = in;
  }

  /** Changes in place what the rule says. */
  void apply(Rule rule, @Nullable Thing receiver, Args args, Node node, boolean surely) {
    for (String row : rule.mutates()) {
      String what = needed(row, args);
      if (what.equals("self")) {
        if (receiver != null) {
          in.mutate(receiver, how(rule, "method"), node, surely && !receiver.isUnknown());
        }
      } else if (what.equals("cache") || what.equals("caches")) {
        if (receiver != null && !in.settled.fills(receiver, node, what.equals("caches"))) {
          in.change(receiver, "method", node, false);
        }
      } else if (what.equals("parts")) {
        if (receiver != null) {
          mutateParts(receiver, node, 0);
        }
      } else if (what.equals("held")) {
        if (receiver != null) {
          mutateHeld(receiver, node);
        }
      } else {
        argument(rule, what, args, node);
      }
    }
    rule.fills().forEach(fill -> fill(fill, rule, receiver, args, node));
    Randomness.drawn(in, rule, receiver, args, node);
    if (receiver != null && isInPlace(args, node)) {
      in.mutate(receiver, "method", node, surely);
    }
    Value out = args.keywords().get("out");
    if (out != null && !rule.mutates().contains("out")) {
      in.mutate(out, "call", node);
    }
  }

  /** An attribute is looked at: what it keeps of that is kept from now on. */
  void look(Thing thing, String name, Node node) {
    Rule rule = thing instanceof ObjectThing ? in.library.property(thing.type, name) : null;
    if (rule != null) {
      rule.fills().forEach(fill -> fill(thing, fill.cache(), how(rule, "attribute"), node));
    }
  }

  private void fill(Rule.Fill fill, Rule rule, @Nullable Thing receiver, Args args, Node node) {
    if (fill.ofSelf()) {
      if (receiver != null) {
        fill(receiver, fill.cache(), how(rule, "method"), node);
      }
      return;
    }
    Value value = args.get(fill.argument());
    if (value != null) {
      for (Thing thing : value.things) {
        fill(thing, fill.cache(), how(rule, "call"), node);
      }
    }
  }

  private void fill(Thing thing, String cache, String how, Node node) {
    if (thing instanceof ObjectThing && !in.settled.keeps(thing, cache)) {
      in.change(thing, how, node, false);
    }
  }

  // What stands after a question mark must be given; after an exclamation mark, it must not.
  private static String needed(String what, Args args) {
    int mark = what.indexOf('?');
    if (mark < 0) {
      return what;
    }
    boolean unless = what.startsWith("!", mark + 1);
    List<String> any = Arrays.asList(what.substring(mark + (unless ? 2 : 1)).split("\\|", -1));
    boolean surely = args.get(any) != null;
    boolean maybe = surely || args.rest() != null;
    return (unless ? surely : !maybe) ? "" : what.substring(0, mark);
  }

  // What stands after a colon says how: an array has no attributes that can be set.
  private void argument(Rule rule, String what, Args args, Node node) {
    int colon = what.indexOf(':');
    Value value = args.get(colon < 0 ? what : what.substring(0, colon));
    if (value == null) {
      return;
    }
    if (colon < 0) {
      in.mutate(value, how(rule, "call"), node);
      return;
    }
    Ways ways = Ways.parse(what.substring(colon + 1));
    for (Thing thing : value.things) {
      argument(thing, ways, how(rule, "call"), node);
    }
  }

  private void argument(Thing thing, Ways ways, String how, Node node) {
    boolean known = thing instanceof ObjectThing && !thing.isUnknown();
    boolean own = thing instanceof InstanceThing;
    boolean object = known || own;
    if (object && !ways.kind().isEmpty()) {
      // A class of the notebook is of the library's only by extending one of them.
      if ((own && thing.isUnknown()) || !in.library.mayBe(thing.type, ways.kind())) {
        return;
      }
    }
    if (known && ways.elements() && !in.library.isIterable(thing.type)) {
      return;
    }
    if (thing instanceof InstanceThing instance && !ways.parts()) {
      own(instance, ways, how, node);
    } else if (!ways.parts()) {
      if (!known || in.library.isChangeable(thing.type, ways.names())) {
        in.mutate(thing, how, node, false);
      }
    } else if (thing.isContainer()) {
      Ways inner = new Ways(ways.names(), "", false, false);
      for (Thing part : thing.contents().things) {
        argument(part, inner, how, node);
      }
    } else if (!thing.type.equals("numpy.ndarray") && !(known && ways.isLoose())) {
      heldOfPackage(thing, how, node);
    }
  }

  // The library calls methods of the notebook's own class, or sets its attributes.
  private void own(InstanceThing instance, Ways ways, String how, Node node) {
    for (String way : ways.names()) {
      if (way.equals(".") || (way.equals("[]") && instance.of.lookUp("__setitem__") == null)) {
        in.mutate(instance, how, node, false);
        continue;
      }
      String method = way.equals("[]") ? "__setitem__" : way;
      if (instance.of.lookUp(method) != null) {
        Args loose = new Args(List.of(Value.of(instance)), Map.of(), Value.ATOM, true);
        in.perhaps(() -> in.calls.methodOf(instance, method, loose, node));
      }
    }
  }

  // A system, and those of its package that it was made of.
  private void heldOfPackage(Thing whole, String how, Node node) {
    in.mutate(whole, how, node, false);
    int dot = whole.type.indexOf('.');
    if (dot > 0) {
      Set<Thing> held = new LinkedHashSet<>();
      GivenCode.collect(whole, held, 0);
      for (Thing each : held) {
        if (!each.equals(whole) && each.type.startsWith(whole.type.substring(0, dot + 1))) {
          in.mutate(each, how, node, false);
        }
      }
    }
  }

  /**
   * How something is changed.
   *
   * @param names by an attribute ({@code .}), an item ({@code []}), or by methods
   * @param kind the class of which it must be; empty for any
   * @param parts whether parts of it are changed
   * @param elements whether these are its elements
   */
  private record Ways(List<String> names, String kind, boolean parts, boolean elements) {
    // Something got out of an object that is treated as a container, far from any of its methods:
    // mostly another value that the same variable may hold.
    boolean isLoose() {
      return kind.isEmpty() && !names.contains(".");
    }

    static Ways parse(String text) {
      int at = text.indexOf('@');
      String names = at < 0 ? text : text.substring(0, at);
      boolean elements = names.startsWith("#");
      boolean parts = elements || names.startsWith("*");
      return new Ways(
          Arrays.asList(names.substring(parts ? 1 : 0).split("\\|", -1)),
          at < 0 ? "" : text.substring(at + 1),
          parts,
          elements);
    }
  }

  private static String how(Rule rule, String way) {
    return rule.by().isEmpty() ? way : way + " (" + rule.by().get() + ")";
  }

  // An optimizer changes the parameters of the model that it was made for.
  private void mutateHeld(Thing receiver, Node node) {
    Set<Thing> seen = new LinkedHashSet<>();
    GivenCode.collect(receiver, seen, 0);
    for (Thing thing : seen) {
      if (thing instanceof ObjectThing || thing instanceof InstanceThing) {
        in.mutate(thing, "method", node, false);
      }
    }
  }

  // A pipeline fits the very objects that it was made of.
  private void mutateParts(Thing whole, Node node, int depth) {
    Value parts = whole.isContainer() ? whole.contents() : whole.field(Thing.KEPT);
    if (parts != null && depth < 4) {
      for (Thing part : parts.things) {
        if (part.isContainer()) {
          mutateParts(part, node, depth + 1);
        } else if (part instanceof ObjectThing) {
          in.mutate(part, "method", node, false);
          if (part.type.equals(whole.type)) {
            mutateParts(part, node, depth + 1);
          }
        }
      }
    }
  }

  // inplace=True, or inplace= something that may be true.
  private static boolean isInPlace(Args args, Node node) {
    if (!args.keywords().containsKey("inplace")) {
      return false;
    }
    if (node instanceof Expr.Call call) {
      for (Keyword keyword : call.keywords()) {
        if (keyword.arg() != null && keyword.arg().text().equals("inplace")) {
          return !(keyword.value() instanceof Expr.Constant constant
              && constant.value() == Literal.Singleton.FALSE);
        }
      }
    }
    return true;
  }
}
