package dev.freshet.analyzer.semantics.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The bindings of one scope, in layers: each branch of the code writes into a layer of its own. */
final class Vars {
  private List<Map<String, Binding>> layers = List.of();
  private final Map<String, Slot> bottom = new HashMap<>();

  /** All names together. */
  private final Place whole = new Place.All();

  private final @Nullable Space space;

  /** Null while only the statement knows the scope that is being walked. */
  private @Nullable Trail trail;

  /** The variables of a function, class body or comprehension. */
  Vars() {
    space = null;
  }

  /** The names of a module. */
  Vars(Space space, Trail trail) {
    this.space = space;
    this.trail = trail;
  }

  @Nullable Binding get(String name) {
    for (int i = layers.size() - 1; i >= 0; i--) {
      Binding found = layers.get(i).get(name);
      if (found != null) {
        return found;
      }
    }
    Slot slot = bottom.get(name);
    if (trail == null) {
      return slot == null ? null : (Binding) slot.value;
    }
    // That a name is not there is a fact too.
    return (Binding) trail.get(slot == null ? slot(name) : slot);
  }

  void put(String name, Binding binding) {
    int top = layers.size() - 1;
    if (top < 0) {
      bind(name, binding);
      return;
    }
    Map<String, Binding> layer = layers.get(top);
    if (layer.isEmpty()) {
      layer = new HashMap<>(8);
      layers.set(top, layer);
    }
    layer.put(name, binding);
  }

  private void bind(String name, Binding binding) {
    Slot slot = bottom.get(name);
    if (slot == null) {
      slot = slot(name);
    }
    if (trail == null) {
      slot.value = binding;
    } else {
      trail.set(slot, binding);
      if (space != null) {
        for (Thing thing : binding.value().things) {
          thing.heldBy(slot);
        }
      }
    }
  }

  private Slot slot(String name) {
    Slot slot = space == null ? Slot.in(whole) : new NameSlot(space, name, whole);
    bottom.put(name, slot);
    return slot;
  }

  void push() {
    if (layers.isEmpty()) {
      layers = new ArrayList<>(4);
    }
    // Replaced by one that can be written to when it is written to.
    layers.add(Map.of());
  }

  Map<String, Binding> pop() {
    return layers.remove(layers.size() - 1);
  }

  /** Goes on as after any one of the branches. */
  void merge(List<Branch> branches, Function<Branch, Map<String, Binding>> of) {
    Set<String> names = names(branches, of);
    for (String name : names) {
      Binding below = get(name);
      Binding joined = null;
      for (Branch branch : branches) {
        Binding here = of.apply(branch).get(name);
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

  private static Set<String> names(
      List<Branch> branches, Function<Branch, Map<String, Binding>> of) {
    Set<String> names = Set.of();
    for (Branch branch : branches) {
      Set<String> bound = of.apply(branch).keySet();
      if (!bound.isEmpty()) {
        names = names.isEmpty() ? bound : union(names, bound);
      }
    }
    return names;
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    Set<String> all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  /** Takes all branches for taken, when the walk was given up. */
  void flatten() {
    while (!layers.isEmpty()) {
      Map<String, Binding> top = pop();
      top.forEach(this::put);
    }
  }

  /** The names bound outside branches, sorted; only asked for between statements. */
  List<String> names() {
    if (trail != null) {
      trail.look(whole);
    }
    TreeSet<String> names = new TreeSet<>();
    forEach((name, binding) -> names.add(name));
    return List.copyOf(names);
  }

  /** What is bound outside branches, as it is now. */
  void forEach(BiConsumer<String, Binding> consumer) {
    bottom.forEach(
        (name, slot) -> {
          if (slot.value instanceof Binding binding) {
            consumer.accept(name, binding);
          }
        });
  }

  /** What is bound outside branches, for comparing. */
  Map<String, Object> content() {
    Map<String, Object> content = new TreeMap<>();
    forEach(content::put);
    return content;
  }

  /** From now on statements other than the one being walked may look at the variables. */
  boolean share(Trail shared) {
    if (trail != null) {
      return false;
    }
    trail = shared;
    return true;
  }

  boolean isShared() {
    return trail != null;
  }
}
