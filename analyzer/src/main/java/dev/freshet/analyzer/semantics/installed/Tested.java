package dev.freshet.analyzer.semantics.installed;

import java.util.Set;

/** What the tests on the way to a place of a function say: names, and attributes of names. */
final class Tested {
  /** What is {@code None}, or not there. */
  private Set<String> missing = Set.of();

  /** What is surely there. */
  private Set<String> given = Set.of();

  /** How many conditions lead here, but for those about what is stored here. */
  private int conditions;

  /** What was known somewhere. */
  record Known(Set<String> missing, Set<String> given) {
    Known {
      // In their order: the same summary in every run.
      missing = Worth.frozen(missing);
      given = Worth.frozen(given);
    }
  }

  Set<String> missing() {
    return missing;
  }

  Set<String> given() {
    return given;
  }

  Known known() {
    return new Known(missing, given);
  }

  void back(Known before) {
    missing = before.missing();
    given = before.given();
  }

  void learn(Set<String> moreMissing, Set<String> moreGiven) {
    missing = Worth.union(missing, moreMissing);
    given = Worth.union(given, moreGiven);
  }

  /** Does something where more is known. */
  void where(Set<String> moreMissing, Set<String> moreGiven, Runnable work) {
    Set<String> missingBefore = missing;
    Set<String> givenBefore = given;
    learn(moreMissing, moreGiven);
    work.run();
    missing = missingBefore;
    given = givenBefore;
  }

  /** Does something that a condition leads to. */
  void conditional(Runnable work) {
    conditions++;
    work.run();
    conditions--;
  }

  boolean isConditional() {
    return conditions > 0;
  }
}
