package dev.freshet.executor.session;

import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Exports;
import dev.freshet.executor.scope.Group;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An execution that made the same values as the one before it keeps the identity of those, so that
 * what later cells took from them stays connected.
 */
final class SameValues {
  private SameValues() {}

  /** {@code present}: the groups of the session; those whose values are gone do not count. */
  static Execution keep(Execution old, Execution now, Map<String, Group> present) {
    if (!old.ok() || old.groups().size() != now.groups().size()) {
      return now;
    }
    Map<String, String> renamed = new HashMap<>();
    List<Group> kept = new ArrayList<>();
    for (Group group : now.groups()) {
      Optional<Group> same =
          old.groups().stream()
              .map(g -> present.getOrDefault(g.id(), g))
              .filter(g -> equal(g, group, renamed))
              .findFirst();
      if (same.isEmpty()) {
        return now;
      }
      renamed.put(group.id(), same.get().id());
      kept.add(same.get());
    }
    return now.withGroups(kept).withExports(renamed(now.exports(), renamed));
  }

  private static boolean equal(Group old, Group now, Map<String, String> renamed) {
    List<String> refs = now.refs().stream().map(r -> renamed.getOrDefault(r, r)).toList();
    return old.isKept()
        && now.isKept()
        && old.names().equals(now.names())
        && old.fingerprint().equals(now.fingerprint())
        && old.refs().equals(refs)
        && old.replaces().equals(now.replaces());
  }

  private static Exports renamed(Exports exports, Map<String, String> renamed) {
    Map<String, Binding> moved = new HashMap<>();
    exports.moved().forEach((name, binding) -> moved.put(name, renamed(binding, renamed)));
    Binding result = exports.result();
    return new Exports(
        moved,
        exports.deletes(),
        exports.ambient(),
        result == null ? null : renamed(result, renamed));
  }

  private static Binding renamed(Binding binding, Map<String, String> renamed) {
    String group = renamed.getOrDefault(binding.group(), binding.group());
    return new Binding(binding.name(), group, binding.key());
  }
}
