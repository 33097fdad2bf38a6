package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.Expr;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call in a library's code.
 *
 * @param rest what starred arguments may hold
 * @param open whether keywords may be given that are not seen: {@code **options}
 */
record Given(List<Argument> positional, Map<String, Argument> keywords, Worth rest, boolean open) {
  /** One argument, and the expression it stands as, if there is one. */
  record Argument(@Nullable Expr node, Worth worth) {}

  static final Given NOTHING = new Given(List.of(), Map.of(), Worth.NEW, false);

  /** By position or keyword; null when it is not given. */
  @Nullable Argument get(String key) {
    if (!key.isEmpty() && Character.isDigit(key.charAt(0))) {
      int index = key.charAt(0) - '0';
      return index < positional.size() ? positional.get(index) : null;
    }
    return keywords.get(key);
  }

  /** The first of alternatives that is given. */
  @Nullable Argument first(List<String> keys) {
    for (String key : keys) {
      Argument found = get(key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  Worth worth(String key) {
    Argument found = get(key);
    return found == null ? Worth.NEW : found.worth();
  }

  /** Something new that holds all arguments. */
  Worth held() {
    Worth all = rest.held();
    for (Argument each : positional) {
      all = all.join(each.worth().held());
    }
    for (Argument each : keywords.values()) {
      all = all.join(each.worth().held());
    }
    return all;
  }
}
