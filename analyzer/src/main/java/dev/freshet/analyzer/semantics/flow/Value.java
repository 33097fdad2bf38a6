package dev.freshet.analyzer.semantics.flow;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an expression may yield: the mutable objects it may be, none for atoms (numbers, texts), and
 * the text when it is a text known beforehand.
 */
final class Value {
  private static final Thing[] NOTHING = {};
  static final Value ATOM = new Value(NOTHING, null);

  // Beyond this many a value is known too badly for more to help.
  private static final int MOST = 32;

  final Thing[] things;
  final @Nullable String text;

  private Value(Thing[] things, @Nullable String text) {
    this.things = things;
    this.text = text;
  }

  static Value of(Thing thing) {
    return new Value(new Thing[] {thing}, null);
  }

  static Value text(@Nullable String text) {
    return text == null ? ATOM : new Value(NOTHING, text);
  }

  Value withText(@Nullable String known) {
    return Objects.equals(text, known) ? this : new Value(things, known);
  }

  boolean isAtom() {
    return things.length == 0;
  }

  Value join(Value other) {
    if (this == other || covers(other)) {
      return this;
    }
    if (things.length == 0 && Objects.equals(text, other.text)) {
      return other;
    }
    Thing[] all = things;
    for (Thing thing : other.things) {
      if (!contains(all, thing) && all.length < MOST) {
        all = Arrays.copyOf(all, all.length + 1);
        all[all.length - 1] = thing;
      }
    }
    String common = Objects.equals(text, other.text) ? text : null;
    return new Value(all, common);
  }

  boolean same(Value other) {
    return this == other
        || (Objects.equals(text, other.text) && Arrays.equals(things, other.things));
  }

  private boolean covers(Value other) {
    if (!Objects.equals(text, other.text)) {
      return false;
    }
    for (Thing thing : other.things) {
      if (!contains(things, thing)) {
        return false;
      }
    }
    return true;
  }

  private static boolean contains(Thing[] things, Thing thing) {
    for (Thing each : things) {
      if (each.equals(thing)) {
        return true;
      }
    }
    return false;
  }
}
