package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The bindings of one scope, in layers: each branch of the code writes into a layer of its own. */
final class Vars {
  private final List<Map<String, Binding>> layers = new ArrayList<>(2);

  Vars() {
    layers.add(new HashMap<>());
  }

  @Nullable Binding get(String name) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Binding found = layers.get(i).get(name);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  void put(String name, Binding binding) {
    layers.get(layers.size() - 1).put(name, binding);
  }

  void push() {
    layers.add(new HashMap<>(4));
  }

  Map<String, Binding> pop() {
    return layers.remove(layers.size() - 1);
  }

  /** Goes on as after any one of the branches. */
  void merge(List<Map<String, Binding>> branches) {
    Set<String> names = new HashSet<>();
    branches.forEach(branch -> names.addAll(branch.keySet()));
    for (String name : names) {
      Binding below = get(name);
      Binding joined = null;
      for (Map<String, Binding> branch : branches) {
        Binding here = branch.get(name);
        if (here == null) {
          here = below != null ? below : Binding.ABSENT;
        }
        joined = joined == null ? here : joined.join(here);
      }
      if (joined != null) {
        put(name, joined);
      }
    }
  }

  /** Takes all branches for taken, when the walk was given up. */
  void flatten() {
    while (layers.size() > 1) {
      Map<String, Binding> top = pop();
      layers.get(layers.size() - 1).putAll(top);
    }
  }

  /** The names bound outside branches; only asked for between statements. */
  Map<String, Binding> bottom() {
    return layers.get(0);
  }
}
