package dev.freshet.analyzer.semantics.installed;

import java.util.HashSet;
import java.util.Set;

/**
 * What an expression yields, as far as effects go. Roots are parameters ({@code x}, {@code self}),
 * and variables of modules ({@code @pkg.module.name}); with a star after it, a part of them, with a
 * hash, an element.
 *
 * @param direct roots that it is, or is a part of
 * @param inside roots that it holds
 * @param is what else it may be
 * @param none whether it may be {@code None}
 */
record Worth(Set<String> direct, Set<String> inside, Set<Referent> is, boolean none) {
  static final Worth NEW = new Worth(Set.of(), Set.of(), Set.of(), false);
  static final Worth NONE = new Worth(Set.of(), Set.of(), Set.of(), true);

  private static final String PART = "*";
  private static final String ELEMENT = "#";
  private static final int MOST = 12;

  static Worth root(String name) {
    return new Worth(Set.of(name), Set.of(), Set.of(), false);
  }

  static Worth of(Referent referent) {
    return new Worth(Set.of(), Set.of(), Set.of(referent), false);
  }

  /** Something new that holds what this is. */
  Worth held() {
    return direct.isEmpty() && is.isEmpty() && !none
        ? this
        : new Worth(Set.of(), union(direct, inside), Set.of(), false);
  }

  /** A part of it: what is reached by a dot. */
  Worth part() {
    return reached(PART);
  }

  /** An element of it: what is reached by an index or iteration. */
  Worth element() {
    return reached(ELEMENT);
  }

  private Worth reached(String how) {
    if (direct.isEmpty() && inside.isEmpty()) {
      return NEW;
    }
    Set<String> parts = new HashSet<>();
    direct.forEach(root -> parts.add(isPart(root) ? root : root + how));
    return new Worth(union(Set.copyOf(parts), inside), Set.of(), Set.of(), false);
  }

  static boolean isPart(String root) {
    return root.endsWith(PART) || root.endsWith(ELEMENT);
  }

  static boolean isElement(String root) {
    return root.endsWith(ELEMENT);
  }

  /** The parameter or variable that a root is, or is a part of. */
  static String whole(String root) {
    return isPart(root) ? root.substring(0, root.length() - 1) : root;
  }

  Worth withReferents(Set<Referent> referents) {
    return referents.equals(is) ? this : new Worth(direct, inside, referents, none);
  }

  Worth join(Worth other) {
    if (equals(other) || other.equals(NEW)) {
      return this;
    }
    if (equals(NEW)) {
      return other;
    }
    return new Worth(
        union(direct, other.direct),
        union(inside, other.inside),
        union(is, other.is),
        none || other.none);
  }

  static <T> Set<T> union(Set<T> a, Set<T> b) {
    if (b.isEmpty() || a.containsAll(b) || a.size() >= MOST) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    Set<T> all = new HashSet<>(a);
    all.addAll(b);
    return Set.copyOf(all);
  }
}
