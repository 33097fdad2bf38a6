package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Keyword;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What library calls change in place. */
final class LibraryChanges {
  private static final Set<String> HOLDERS = Set.of("list", "tuple", "dict", "set");

  private final Interpreter in;

  LibraryChanges(Interpreter in) {
    this.in = in;
  }

  /** Changes in place what the rule says. */
  void apply(Rule rule, @Nullable Thing receiver, Args args, Node node, boolean surely) {
    for (String what : rule.mutates()) {
      if (what.equals("self")) {
        if (receiver != null) {
          in.mutate(receiver, "method", node, surely && !receiver.isUnknown());
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
        Value value = args.get(what);
        if (value != null) {
          in.mutate(value, "call", node);
        }
      }
    }
    Randomness.drawn(in, rule, receiver, args, node);
    if (receiver != null && isInPlace(args, node)) {
      in.mutate(receiver, "method", node, surely);
    }
    Value out = args.keywords().get("out");
    if (out != null && !rule.mutates().contains("out")) {
      in.mutate(out, "call", node);
    }
  }

  // An optimizer changes the parameters of the model that it was made for.
  private void mutateHeld(Thing receiver, Node node) {
    Set<Thing> seen = new LinkedHashSet<>();
    LibraryCalls.collect(receiver, seen, 0);
    for (Thing thing : seen) {
      if (thing instanceof ObjectThing || thing instanceof InstanceThing) {
        in.mutate(thing, "method", node, false);
      }
    }
  }

  // A pipeline fits the very objects that it was made of.
  private void mutateParts(Thing whole, Node node, int depth) {
    Value parts = HOLDERS.contains(whole.type) ? whole.contents() : whole.field(Thing.KEPT);
    if (parts != null && depth < 4) {
      for (Thing part : parts.things) {
        if (HOLDERS.contains(part.type)) {
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
