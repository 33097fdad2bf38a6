package dev.freshet.analyzer.checks;

import java.util.HashSet;
import java.util.Set;

/**
 * Where data come from.
 *
 * @param versions the bindings that they were made from
 * @param train the splits of whose training part they are
 * @param test the splits of whose test part they are
 * @param fits the fits of preprocessing steps that had a part in them
 */
record Lineage(Set<Integer> versions, Set<Integer> train, Set<Integer> test, Set<Integer> fits) {
  static final Lineage NONE = new Lineage(Set.of(), Set.of(), Set.of(), Set.of());

  Lineage {
    versions = Set.copyOf(versions);
    train = Set.copyOf(train);
    test = Set.copyOf(test);
    fits = Set.copyOf(fits);
  }

  Lineage and(Lineage other) {
    if (other.equals(NONE) || this.equals(other)) {
      return this;
    }
    return this.equals(NONE)
        ? other
        : new Lineage(
            union(versions, other.versions),
            union(train, other.train),
            union(test, other.test),
            union(fits, other.fits));
  }

  Lineage version(int number) {
    return new Lineage(union(versions, Set.of(number)), train, test, fits);
  }

  Lineage inTrain(int split) {
    return new Lineage(versions, union(train, Set.of(split)), test, fits);
  }

  Lineage inTest(int split) {
    return new Lineage(versions, train, union(test, Set.of(split)), fits);
  }

  Lineage notInTest(int split) {
    if (!test.contains(split)) {
      return this;
    }
    Set<Integer> others = new HashSet<>(test);
    others.remove(split);
    return new Lineage(versions, train, others, fits);
  }

  Lineage fitted(int fit) {
    return new Lineage(versions, train, test, union(fits, Set.of(fit)));
  }

  private static Set<Integer> union(Set<Integer> one, Set<Integer> other) {
    if (one.isEmpty() || other.containsAll(one)) {
      return other;
    }
    Set<Integer> all = new HashSet<>(one);
    all.addAll(other);
    return all;
  }
}
