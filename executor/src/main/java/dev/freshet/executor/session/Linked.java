package dev.freshet.executor.session;

import dev.freshet.executor.scope.Group;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which of the names a cell read are tied to what it leaves: it changed objects of theirs in place.
 * For these it matters which other names mean the same objects; for all others only the value does.
 * Merely referring to an object (another name, a view, a container) ties nothing: the reference
 * means the same object however many others there are.
 */
final class Linked {
  private Linked() {}

  /** {@code groups}: all that are known, by id. */
  static Set<String> names(Observation seen, Map<String, Group> groups) {
    Set<String> tied = new HashSet<>(seen.spoiled());
    seen.mutates().stream()
        .filter(seen.reads()::containsKey)
        .forEach(name -> tied.add(seen.reads().getOrDefault(name, "")));
    seen.groups().forEach(made -> tied.addAll(made.replaces()));
    Set<String> reached = reached(tied, groups);
    Set<String> names = new LinkedHashSet<>();
    seen.reads()
        .forEach(
            (name, group) -> {
              Set<String> below = reached(Set.of(group), groups);
              if (below.stream().anyMatch(id -> reached.contains(id) || resident(groups, id))) {
                names.add(name);
              }
            });
    return names;
  }

  private static boolean resident(Map<String, Group> groups, String id) {
    Group group = groups.get(id);
    return group != null && group.isResident();
  }

  private static Set<String> reached(Collection<String> from, Map<String, Group> groups) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      String id = open.remove();
      Group group = groups.get(id);
      if (found.add(id) && group != null) {
        open.addAll(group.refs());
      }
    }
    return found;
  }
}
