package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a call.
 *
 * @param rest what starred arguments may hold; null without any
 * @param loose whether any parameter may be given anything (a call made by a library)
 */
record Args(
    List<Value> positional, Map<String, Value> keywords, @Nullable Value rest, boolean loose) {

  static Args of(Value... positional) {
    return new Args(List.of(positional), Map.of(), null, false);
  }

  static Args loose(Value element) {
    return new Args(List.of(), Map.of(), element, true);
  }

  Args withFirst(Value first) {
    List<Value> all = new ArrayList<>(positional.size() + 1);
    all.add(first);
    all.addAll(positional);
    return new Args(all, keywords, rest, loose);
  }

  /** The first of the given positions and keywords that is there. */
  @Nullable Value get(List<String> alternatives) {
    for (String key : alternatives) {
      Value found = get(key);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  @Nullable Value get(String key) {
    if (!key.isEmpty() && Character.isDigit(key.charAt(0))) {
      int index = key.charAt(0) - '0';
      return index < positional.size() ? positional.get(index) : null;
    }
    return keywords.get(key);
  }

  /** Every argument. */
  List<Value> all() {
    List<Value> all = new ArrayList<>(positional);
    all.addAll(keywords.values());
    if (rest != null) {
      all.add(rest);
    }
    return all;
  }

  Value joined() {
    Value joined = Value.ATOM;
    for (Value value : all()) {
      joined = joined.join(value.withText(null));
    }
    return joined;
  }
}
