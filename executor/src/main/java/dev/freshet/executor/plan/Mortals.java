package dev.freshet.executor.plan;

import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Residence;
import dev.freshet.executor.scope.ScopeAt;
import dev.freshet.executor.scope.Version;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Objects with a finalizer: who binds or deletes their name ends them, and what the finalizer does
 * is part of that cell. So such a cell counts as a reader, though its text reads nothing.
 */
public final class Mortals {
  private Mortals() {}

  /** Those among the names that stand for such an object. */
  public static Set<String> among(Set<String> names, ScopeAt scope) {
    Set<String> found = new LinkedHashSet<>();
    for (String name : names) {
      Optional<Group> group = scope.resolve(name).map(Version::binding).flatMap(scope::groupOf);
      if (group.map(Group::resident).filter(Residence::finalizer).isPresent()) {
        found.add(name);
      }
    }
    return found;
  }

  /** A name that was bound or deleted by a cell that did not have the object it stood for. */
  public static Optional<String> missed(
      Set<String> bound, Set<String> deleted, Set<String> had, ScopeAt scope) {
    Set<String> names = new LinkedHashSet<>(bound);
    names.addAll(deleted);
    names.removeAll(had);
    return among(names, scope).stream().findFirst();
  }
}
