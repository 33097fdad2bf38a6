package dev.freshet.analyzer.checks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which rules the user wants. A rule is named by its code, by the beginning of its code, or by
 * {@code ALL}; the longest name that fits decides, and of equal ones the one that ignores.
 *
 * @param selected empty for what is on by default
 * @param extended wanted besides
 */
public record Selection(
    Optional<List<String>> selected, List<String> extended, List<String> ignored) {
  /** The name of every rule. */
  public static final String ALL = "ALL";

  private static final int NONE = -1;

  public Selection {
    selected = selected.map(List::copyOf);
    extended = List.copyOf(extended);
    ignored = List.copyOf(ignored);
  }

  /** What is on by default. */
  public static Selection standard() {
    return new Selection(Optional.empty(), List.of(), List.of());
  }

  /** This, and these not. */
  public Selection without(List<String> more) {
    List<String> all = new ArrayList<>(ignored);
    all.addAll(more);
    return new Selection(selected, extended, all);
  }

  /** Whether findings of a rule are wanted. */
  public boolean has(Rule rule) {
    int wanted = Math.max(selectedBy(rule), longest(extended, rule));
    return wanted > longest(ignored, rule);
  }

  private int selectedBy(Rule rule) {
    return selected.map(names -> longest(names, rule)).orElse(rule.onByDefault() ? 0 : NONE);
  }

  private static int longest(List<String> names, Rule rule) {
    int longest = NONE;
    for (String name : names) {
      if (name.equals(ALL)) {
        longest = Math.max(longest, 0);
      } else if (rule.code().startsWith(name)) {
        longest = Math.max(longest, name.length());
      }
    }
    return longest;
  }

  /** Whether a name stands for some rule. */
  public static boolean isName(String name) {
    return name.equals(ALL)
        || (!name.isEmpty()
            && List.of(Rule.values()).stream().anyMatch(r -> r.code().startsWith(name)));
  }
}
