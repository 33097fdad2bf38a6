package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call; they do not change. */
final class Args {
  /** No arguments. */
  static final Args NONE = new Args(List.of(), Map.of(), null, false);

  static {
    // Shared by all: nothing is left to be found.
    NONE.joined = Value.ATOM;
    NONE.all = List.of();
  }

  private final List<Value> positional;
  private final Map<String, Value> keywords;
  private final @Nullable Value rest;
  private final boolean loose;
  private @Nullable List<Value> all;
  private @Nullable Value joined;

  Args(List<Value> positional, Map<String, Value> keywords, @Nullable Value rest, boolean loose) {
    this.positional = positional;
    this.keywords = keywords;
    this.rest = rest;
    this.loose = loose;
  }

  List<Value> positional() {
    return positional;
  }

  Map<String, Value> keywords() {
    return keywords;
  }

  /** What starred arguments may hold; null without any. */
  @Nullable Value rest() {
    return rest;
  }

  /** Whether any parameter may be given anything: a call made by a library. */
  boolean loose() {
    return loose;
  }

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

  Args withoutFirst() {
    return new Args(positional.subList(1, positional.size()), keywords, rest, loose);
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
    if (all == null) {
      all = gathered();
    }
    return all;
  }

  private List<Value> gathered() {
    if (keywords.isEmpty() && rest == null) {
      return positional;
    }
    List<Value> gathered = new ArrayList<>(positional.size() + keywords.size() + 1);
    gathered.addAll(positional);
    gathered.addAll(keywords.values());
    if (rest != null) {
      gathered.add(rest);
    }
    return gathered;
  }

  /** All that any argument may be. */
  Value joined() {
    if (joined == null) {
      Value so = Value.ATOM;
      for (Value value : all()) {
        so = so.join(value.withText(null));
      }
      joined = so;
    }
    return joined;
  }
}
