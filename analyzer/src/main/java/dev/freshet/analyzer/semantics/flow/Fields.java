package dev.freshet.analyzer.semantics.flow;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Slots by name, in the order of the names. Most objects have few, so that looking through all of
 * them is the quickest way to one.
 */
final class Fields {
  private static final int FEW = 8;

  private String[] names = new String[2];
  private Slot[] slots = new Slot[2];
  private int size;

  int size() {
    return size;
  }

  String name(int index) {
    return names[index];
  }

  Slot slot(int index) {
    return slots[index];
  }

  @Nullable Slot get(String name) {
    if (size > FEW) {
      int at = Arrays.binarySearch(names, 0, size, name);
      return at < 0 ? null : slots[at];
    }
    for (int i = 0; i < size; i++) {
      if (names[i].equals(name)) {
        return slots[i];
      }
    }
    return null;
  }

  /** Adds a slot under a name that has none. */
  void add(String name, Slot slot) {
    int at = size;
    while (at > 0 && names[at - 1].compareTo(name) > 0) {
      at--;
    }
    if (size == names.length) {
      names = Arrays.copyOf(names, size * 2);
      slots = Arrays.copyOf(slots, size * 2);
    }
    System.arraycopy(names, at, names, at + 1, size - at);
    System.arraycopy(slots, at, slots, at + 1, size - at);
    names[at] = name;
    slots[at] = slot;
    size++;
  }
}
