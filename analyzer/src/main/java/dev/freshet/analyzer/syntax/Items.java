package dev.freshet.analyzer.syntax;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A list under construction; cheaper than {@link java.util.ArrayList} for the usual one or two. */
final class Items<T> {
  private @Nullable Object[] items = new @Nullable Object[4];
  private int size;

  static <T> Items<T> of(T first) {
    Items<T> out = new Items<>();
    out.add(first);
    return out;
  }

  /** Adds to a list that exists only once it is needed. */
  static <T> Items<T> append(@Nullable Items<T> items, T item) {
    Items<T> out = orNew(items);
    out.add(item);
    return out;
  }

  static <T> Items<T> orNew(@Nullable Items<T> items) {
    return items == null ? new Items<>() : items;
  }

  void add(T item) {
    if (size == items.length) {
      items = Arrays.copyOf(items, size * 2);
    }
    items[size++] = item;
  }

  int size() {
    return size;
  }

  @SuppressWarnings("unchecked") // only T is ever added
  T get(int index) {
    if (index >= size) {
      throw new IndexOutOfBoundsException(index);
    }
    return (T) items[index];
  }

  /** An immutable list of the items; none may be null. */
  @SuppressWarnings("unchecked") // only T is ever added
  List<T> toList() {
    return switch (size) {
      case 0 -> List.of();
      case 1 -> List.of((T) items[0]);
      case 2 -> List.of((T) items[0], (T) items[1]);
      default -> (List<T>) List.of(Arrays.copyOf(items, size));
    };
  }
}
