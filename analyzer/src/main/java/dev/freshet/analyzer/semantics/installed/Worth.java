package dev.freshet.analyzer.semantics.installed;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What an expression yields, as far as effects go. Roots are parameters ({@code x}, {@code self}),
 * and variables of modules ({@code @pkg.module.name}); with a star after it, a part of them, with a
 * hash, an element. After a tilde stand the classes of one of which it is here ({@code x~dict}).
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
  private static final char CLASSES = '~';
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

  /** What a slice yields: a view of an array, a new list of the same elements. */
  Worth slice() {
    Set<String> parts = new LinkedHashSet<>();
    direct.forEach(root -> parts.add(isPart(root) ? root : whole(root) + ELEMENT));
    return new Worth(frozen(parts), inside, Set.of(), false);
  }

  private Worth reached(String how) {
    if (direct.isEmpty() && inside.isEmpty()) {
      return NEW;
    }
    Set<String> parts = new LinkedHashSet<>();
    direct.forEach(root -> parts.add(isPart(root) ? root : whole(root) + how));
    return new Worth(union(frozen(parts), inside), Set.of(), Set.of(), false);
  }

  static boolean isPart(String root) {
    return root.endsWith(PART) || root.endsWith(ELEMENT);
  }

  static boolean isElement(String root) {
    return root.endsWith(ELEMENT);
  }

  /** The parameter or variable that a root is, or is a part of. */
  static String whole(String root) {
    int classes = root.indexOf(CLASSES);
    if (classes >= 0) {
      return root.substring(0, classes);
    }
    return isPart(root) ? root.substring(0, root.length() - 1) : root;
  }

  /** The classes of one of which a root is, as rows name them; empty for any. */
  static String classes(String root) {
    int classes = root.indexOf(CLASSES);
    return classes < 0 ? "" : root.substring(classes + 1);
  }

  /** The classes of other packages of one of which it is here; none when it may be another. */
  List<String> foreignClasses() {
    Set<String> all = new TreeSet<>();
    for (String root : direct) {
      String classes = classes(root);
      if (classes.isEmpty() || !Narrowing.areForeign(classes)) {
        return List.of();
      }
      all.addAll(List.of(classes.split("\\|", -1)));
    }
    return List.copyOf(all);
  }

  /** Whether it may be a parameter itself. */
  boolean mayBe(String param) {
    return direct.stream().anyMatch(root -> !isPart(root) && whole(root).equals(param));
  }

  /** What it is where it is an object of one of some classes. */
  Worth narrowed(Set<Referent> kinds) {
    Set<String> roots = new LinkedHashSet<>();
    String paths = Narrowing.paths(kinds);
    for (String root : direct) {
      boolean known = isPart(root) || root.indexOf(CLASSES) >= 0;
      roots.add(known ? root : root + CLASSES + paths);
    }
    Set<Referent> objects = new LinkedHashSet<>();
    for (Referent each : kinds) {
      if (each instanceof Kind kind) {
        objects.add(new Referent.Instance(kind));
      }
    }
    boolean all = is.isEmpty() && objects.size() == kinds.size();
    return new Worth(frozen(roots), inside, all ? frozen(objects) : is, none);
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

  /** What never changes and keeps its order: the same summary in every run of the program. */
  static <T> Set<T> frozen(Set<T> all) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(all));
  }

  static <T> Set<T> union(Set<T> a, Set<T> b) {
    if (b.isEmpty() || a.containsAll(b) || a.size() >= MOST) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    Set<T> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return frozen(all);
  }
}
