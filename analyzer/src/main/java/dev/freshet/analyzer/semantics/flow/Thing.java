package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * An object of the abstract heap. What it holds only ever grows; who holds it is known, so that a
 * change can be followed up to the names that show it. Identity is what counts.
 */
abstract class Thing extends Place {
  static final String UNKNOWN = "?";

  /** The field of all elements of a container whose places are not told apart. */
  static final String ELEMENTS = "*";

  /** The field of what an object may merely refer to, such as the data of a model. */
  static final String KEPT = "~";

  /** The field of an object's class. */
  static final String CLASS = "__class__";

  private static final String NOTE = "=";
  private static final String[] PLACES = {
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"
  };

  /** A type's qualified name ({@code list}, {@code pandas.DataFrame}), or {@link #UNKNOWN}. */
  final String type;

  /** The keywords of the call that made it. */
  Set<String> made = Set.of();

  /** By name, in an order that does not depend on which statement asked first. */
  private @Nullable Fields fields;

  private @Nullable Holders holders;
  private int mark;

  /** Null until the statement that made it has ended. */
  private @Nullable Trail trail;

  /** The walk that made it; 0 for what was always there. */
  private int madeBy;

  Thing(String type) {
    this.type = type;
  }

  /** The field of an element by its place. */
  static String place(int index) {
    return index < PLACES.length ? PLACES[index] : Integer.toString(index);
  }

  boolean isUnknown() {
    return type.equals(UNKNOWN);
  }

  /** Whether it is a list, tuple, dict or set. */
  final boolean isContainer() {
    return switch (type) {
      case "list", "tuple", "dict", "set" -> true;
      default -> false;
    };
  }

  /** Whether it can be changed in place and seen to have changed. */
  boolean isMutable() {
    return true;
  }

  @Nullable Value field(String name) {
    Slot slot = fields == null ? null : fields.get(name);
    if (trail == null) {
      return slot == null ? null : (Value) slot.value;
    }
    // That there is no such field is a fact too.
    return (Value) trail.get(slot == null ? slot(name) : slot);
  }

  void put(String name, Value value) {
    Slot slot = slot(name);
    Value old = (Value) read(slot);
    Value now = old == null ? value : old.join(value);
    if (old == null || !old.same(now)) {
      write(slot, now);
    }
    for (Thing thing : value.things) {
      thing.heldBy(this);
    }
  }

  private Slot slot(String name) {
    if (fields == null) {
      fields = new Fields();
    }
    Slot slot = fields.get(name);
    if (slot == null) {
      slot = Slot.in(this);
      fields.add(name, slot);
    }
    return slot;
  }

  /** What is in a slot of this object. */
  final @Nullable Object read(Slot slot) {
    return trail == null ? slot.value : trail.get(slot);
  }

  final void write(Slot slot, @Nullable Object value) {
    if (trail == null) {
      slot.value = value;
    } else {
      trail.set(slot, value);
    }
  }

  /** Gives another object what this one holds, changed as told. */
  void copyTo(Thing other, UnaryOperator<Value> change) {
    look();
    Map<String, Value> held = new TreeMap<>();
    for (int i = 0; fields != null && i < fields.size(); i++) {
      if (fields.slot(i).value instanceof Value value) {
        held.put(fields.name(i), value);
      }
    }
    // The other may be this one, or hold it.
    held.forEach((name, value) -> other.put(name, change.apply(value)));
  }

  /** What is known of it beside what it holds; null when nothing is. */
  final @Nullable Object note() {
    Slot slot = fields == null ? null : fields.get(NOTE);
    if (trail == null) {
      return slot == null ? null : slot.value;
    }
    return trail.get(slot == null ? slot(NOTE) : slot);
  }

  final void note(@Nullable Object known) {
    write(slot(NOTE), known);
  }

  /** Everything it holds, whatever the place. */
  Value contents() {
    look();
    Value all = Value.ATOM;
    for (int i = 0; fields != null && i < fields.size(); i++) {
      if (fields.slot(i).value instanceof Value value && isContent(fields.name(i))) {
        all = all.join(value);
      }
    }
    return all;
  }

  /** What it holds at places that are known. */
  void eachContent(BiConsumer<String, Value> consumer) {
    look();
    for (int i = 0; fields != null && i < fields.size(); i++) {
      String name = fields.name(i);
      if (fields.slot(i).value instanceof Value value
          && isContent(name)
          && !name.equals(ELEMENTS)) {
        consumer.accept(name, value);
      }
    }
  }

  private static boolean isContent(String field) {
    return !field.equals(KEPT) && !field.equals(CLASS);
  }

  boolean hasContents() {
    look();
    for (int i = 0; fields != null && i < fields.size(); i++) {
      if (fields.slot(i).value instanceof Value && !fields.name(i).equals(KEPT)) {
        return true;
      }
    }
    return false;
  }

  /** Whether no object can be got at through it, as far as that is known. */
  boolean isEmpty() {
    look();
    for (int i = 0; fields != null && i < fields.size(); i++) {
      if (fields.slot(i).value instanceof Value value
          && !value.isAtom()
          && !fields.name(i).equals(CLASS)) {
        return false;
      }
    }
    return true;
  }

  private void look() {
    if (trail != null) {
      trail.look(this);
    }
  }

  /**
   * Marks this and all that hold it, however indirectly.
   *
   * @param names is given the names that may show it
   */
  void markUp(int stamp, Consumer<NameSlot> names) {
    Deque<Thing> open = null;
    mark = stamp;
    for (Thing next = this; next != null; next = open == null ? null : open.poll()) {
      List<Place> holders = next.holders();
      for (int i = 0; i < holders.size(); i++) {
        if (holders.get(i) instanceof NameSlot name) {
          names.accept(name);
        } else if (holders.get(i) instanceof Thing thing && thing.mark != stamp) {
          thing.mark = stamp;
          open = open == null ? new ArrayDeque<>() : open;
          open.add(thing);
        }
      }
    }
  }

  private List<Place> holders() {
    if (holders == null) {
      if (trail == null) {
        return List.of();
      }
      holders = new Holders();
    }
    if (trail != null) {
      trail.look(holders);
    }
    return holders.all();
  }

  boolean isMarked(int stamp) {
    return mark == stamp;
  }

  /** Something that holds it shows its changes. */
  void heldBy(Place holder) {
    if (holder.equals(this) || !isMutable()) {
      return;
    }
    if (holders == null) {
      holders = new Holders();
    }
    if (trail != null) {
      trail.hold(holders, holder);
    } else {
      holders.add(holder, 0);
    }
  }

  /** Lets the trail watch it; false when it does already. */
  boolean share(Trail shared, int walk) {
    if (trail != null) {
      return false;
    }
    trail = shared;
    madeBy = walk;
    return true;
  }

  /** Whether a walk made it. */
  final boolean isMadeBy(int walk) {
    return trail != null && madeBy == walk;
  }

  final boolean isShared() {
    return trail != null;
  }

  /** What can be got at through it. */
  void parts(Consumer<@Nullable Object> consumer) {
    for (int i = 0; fields != null && i < fields.size(); i++) {
      consumer.accept(fields.slot(i).value);
    }
    if (holders != null) {
      holders.all().forEach(consumer);
    }
  }

  /** The fields that hold something, for comparing. */
  Map<String, Object> content() {
    Map<String, Object> content = new TreeMap<>();
    for (int i = 0; fields != null && i < fields.size(); i++) {
      Object value = fields.slot(i).value;
      if (value != null) {
        content.put(fields.name(i), value);
      }
    }
    return content;
  }

  /** Who holds it, for comparing. */
  List<Place> heldBy() {
    return holders == null ? List.of() : holders.all();
  }
}
