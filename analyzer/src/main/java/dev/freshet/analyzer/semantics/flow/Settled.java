package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.TreeDigest;
import dev.freshet.analyzer.syntax.tree.CmpOperator;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Assignments to attributes and items that change nothing, because what they set is so already: the
 * same constant again, or the initialisation under {@code if not hasattr(...)} once more. What only
 * may have been set counts when the same line of a function set it, since the same conditions
 * decide.
 */
final class Settled {
  private static final String ALL_CACHES = "*()";

  private final Interpreter in;
  private final Deque<String> missing = new ArrayDeque<>();

  /** The last assignment to a place; the site tells lines of functions apart, wherever they are. */
  private record Setting(@Nullable Literal constant, @Nullable String site, boolean surely) {}

  /** By attribute, or item. Immutable. */
  private record Settings(Map<String, Setting> of) {
    Settings {
      of = Map.copyOf(of);
    }

    Settings with(String place, @Nullable Setting setting) {
      Map<String, Setting> changed = new HashMap<>(of);
      if (setting == null) {
        changed.remove(place);
      } else {
        changed.put(place, setting);
      }
      return new Settings(changed);
    }
  }

  Settled(Interpreter in) {
    this.in = in;
  }

  /** Notes an assignment; tells whether it changes nothing. */
  boolean again(
      Thing thing, String place, @Nullable Literal constant, Expr target, boolean surely) {
    Settings settings = thing.note() instanceof Settings known ? known : new Settings(Map.of());
    Setting before = settings.of.get(place);
    boolean initial = missing.contains(place);
    if (constant == null && !initial) {
      if (before != null) {
        thing.note(settings.with(place, null));
      }
      return false;
    }
    Setting now = new Setting(constant, site(target), surely && in.isCertain());
    if (before != null) {
      boolean sameSite = now.site != null && now.site.equals(before.site);
      boolean sameValue = constant != null && constant.equals(before.constant);
      if (sameSite && (initial || sameValue)) {
        return true;
      }
      if (sameValue && before.surely) {
        return true;
      }
    }
    // Which of two values holds is not known when the later one is only perhaps set; a cache that
    // is filled when it is empty is full afterwards.
    boolean unclear = before != null && !now.surely && !initial;
    thing.note(settings.with(place, unclear ? null : now));
    return false;
  }

  /**
   * Notes a call that fills a cache; tells whether it, or one that fills all caches, did before.
   *
   * @param all whether this call fills all of them
   */
  boolean fills(Thing thing, Node call, boolean all) {
    String place =
        call instanceof Expr.Call known && known.func() instanceof Expr.Attribute attribute
            ? attribute.attr().text() + "()"
            : "()";
    Settings settings = thing.note() instanceof Settings known ? known : new Settings(Map.of());
    if (settings.of.containsKey(place) || settings.of.containsKey(ALL_CACHES)) {
      return true;
    }
    Setting filled = new Setting(null, null, in.isCertain());
    thing.note(settings.with(all ? ALL_CACHES : place, filled));
    return false;
  }

  /** Notes that an attribute keeps what was first asked for; whether it surely did before. */
  boolean keeps(Thing thing, String cache) {
    if (in.library.isMadeWith(thing.type, cache)) {
      return true;
    }
    Settings settings = thing.note() instanceof Settings known ? known : new Settings(Map.of());
    if (settings.of.containsKey(cache)) {
      return true;
    }
    thing.note(settings.with(cache, new Setting(null, null, in.isCertain())));
    return false;
  }

  /** Notes that a property is computed and kept; tells whether it surely was before. */
  boolean holds(Thing thing, String property) {
    Settings settings = thing.note() instanceof Settings known ? known : new Settings(Map.of());
    Setting before = settings.of.get(property);
    if (before != null && before.surely) {
      return true;
    }
    thing.note(settings.with(property, new Setting(null, null, in.isCertain())));
    return false;
  }

  /** The thing was changed in a way that may set anything. */
  static void forget(Thing thing) {
    if (thing.note() != null) {
      thing.note(null);
    }
  }

  private @Nullable String site(Expr target) {
    FunctionThing function = in.frame.function;
    return function == null ? null : function.name + ":" + TreeDigest.of(target);
  }

  /** Enters the body of an {@code if}; {@link #leave} must follow when it is true. */
  boolean enter(Expr test) {
    String attribute = missingAttribute(test);
    if (attribute == null) {
      return false;
    }
    missing.push(attribute);
    return true;
  }

  void leave() {
    missing.pop();
  }

  // not hasattr(x, 'name'), x.name is None, not x.name
  private static @Nullable String missingAttribute(Expr test) {
    if (test instanceof Expr.Compare compare
        && compare.ops().get(0) == CmpOperator.IS
        && compare.left() instanceof Expr.Attribute attribute
        && compare.comparators().get(0) instanceof Expr.Constant constant
        && constant.value() == Literal.Singleton.NONE) {
      return attribute.attr().text();
    }
    if (test instanceof Expr.UnaryOp not
        && not.op() == UnaryOperator.NOT
        && not.operand() instanceof Expr.Attribute attribute) {
      return attribute.attr().text();
    }
    return test instanceof Expr.UnaryOp not
            && not.op() == UnaryOperator.NOT
            && not.operand() instanceof Expr.Call call
            && call.func() instanceof Expr.Name name
            && name.id().equals("hasattr")
            && call.args().size() == 2
        ? Targets.literal(call.args().get(1))
        : null;
  }
}
