package dev.freshet.analyzer.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What names stand for; what is changed inside a scope is undone at its end, without a copy. */
final class ScopedMap<V> {
  private final Map<String, V> now = new HashMap<>();
  private final List<Change<V>> changes = new ArrayList<>();
  private int depth;

  /** What a name stood for before. */
  private record Change<V>(String name, @Nullable V before) {}

  @Nullable V get(String name) {
    return now.get(name);
  }

  V get(String name, V otherwise) {
    return now.getOrDefault(name, otherwise);
  }

  void put(String name, V value) {
    note(name, now.put(name, value));
  }

  void remove(String name) {
    if (now.containsKey(name)) {
      note(name, now.remove(name));
    }
  }

  private void note(String name, @Nullable V before) {
    if (depth > 0) {
      changes.add(new Change<>(name, before));
    }
  }

  /** Opens a scope; its end is told with what this yields. */
  int enter() {
    depth++;
    return changes.size();
  }

  void leave(int entered) {
    depth--;
    for (int i = changes.size() - 1; i >= entered; i--) {
      Change<V> change = changes.remove(i);
      if (change.before == null) {
        now.remove(change.name);
      } else {
        now.put(change.name, change.before);
      }
    }
  }
}
