package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of the abstract heap. What it holds only ever grows; who holds it is known, so that a
 * change can be followed up to the names that show it. Identity is what counts.
 */
abstract class Thing {
  static final String UNKNOWN = "?";

  /** The field of all elements of a container whose places are not told apart. */
  static final String ELEMENTS = "*";

  /** The field of what an object may merely refer to, such as the data of a model. */
  static final String KEPT = "~";

  /** A type's qualified name ({@code list}, {@code pandas.DataFrame}), or {@link #UNKNOWN}. */
  final String type;

  /** The keywords of the call that made it. */
  Set<String> made = Set.of();

  private @Nullable Map<String, Value> fields;
  private @Nullable List<Thing> holders;
  private int mark;

  Thing(String type) {
    this.type = type;
  }

  boolean isUnknown() {
    return type.equals(UNKNOWN);
  }

  /** Whether it can be changed in place and seen to have changed. */
  boolean isMutable() {
    return true;
  }

  @Nullable Value field(String name) {
    return fields == null ? null : fields.get(name);
  }

  void put(String name, Value value) {
    if (fields == null) {
      fields = new LinkedHashMap<>();
    }
    Value old = fields.get(name);
    fields.put(name, old == null ? value : old.join(value));
    for (Thing thing : value.things) {
      thing.heldBy(this);
    }
  }

  /** Everything it holds, whatever the place. */
  Value contents() {
    Value all = Value.ATOM;
    if (fields != null) {
      for (Map.Entry<String, Value> field : fields.entrySet()) {
        if (!field.getKey().equals(KEPT)) {
          all = all.join(field.getValue());
        }
      }
    }
    return all;
  }

  boolean hasContents() {
    return fields != null && fields.size() > (fields.containsKey(KEPT) ? 1 : 0);
  }

  /** Marks this and all that hold it, however indirectly. */
  void markUp(int stamp) {
    if (mark != stamp) {
      mark = stamp;
      if (holders != null) {
        for (Thing holder : holders) {
          holder.markUp(stamp);
        }
      }
    }
  }

  boolean isMarked(int stamp) {
    return mark == stamp;
  }

  private void heldBy(Thing holder) {
    if (holder.equals(this)) {
      return;
    }
    if (holders == null) {
      holders = new ArrayList<>(2);
    }
    if (!holders.contains(holder)) {
      holders.add(holder);
    }
  }
}
