package dev.freshet.executor.scope;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names and ambient state that a cell sees at its position (position semantics). */
public final class ScopeAt {
  private static final Pattern RESULT = Pattern.compile("_{1,3}|_\\d+");
  private static final char ALIASES = '~';

  private final Map<String, Version> versions = new LinkedHashMap<>();
  private final Map<String, AmbientState> ambient = new LinkedHashMap<>();
  private final Map<String, Integer> deletedBy = new LinkedHashMap<>();
  private final Map<String, String> replacedBy = new LinkedHashMap<>();
  private final Map<String, Group> groups;
  private @Nullable Map<String, Set<String>> neighbours;

  /** Layers in ascending order; those at or below the position are not seen. */
  public ScopeAt(int position, List<Layer> layers, Map<String, Group> groups) {
    this.groups = groups;
    List<Layer> results = new ArrayList<>();
    for (Layer layer : layers) {
      if (layer.index() < position) {
        add(layer);
        if (layer.exports().result() != null) {
          results.add(layer);
        }
      }
    }
    bindResults(results);
  }

  private void add(Layer layer) {
    for (String name : layer.exports().deletes()) {
      versions.remove(name);
      deletedBy.put(name, layer.index());
    }
    layer
        .exports()
        .moved()
        .forEach((name, binding) -> versions.put(name, new Version(binding, layer.index())));
    layer.made().forEach(this::replace);
    layer.exports().ambient().forEach(state -> ambient.put(state.name(), state));
  }

  /**
   * {@code _}, {@code __}, {@code ___} are the last three results; {@code _N} belongs to a cell.
   */
  private void bindResults(List<Layer> results) {
    for (Layer layer : results) {
      Binding result = layer.exports().result();
      String name = "_" + layer.executionCount();
      Version later = versions.get(name);
      if (result != null && (later == null || later.writer() <= layer.index())) {
        versions.put(name, new Version(asChanged(result).as(name), layer.index()));
      }
    }
    String name = "_";
    for (int i = results.size() - 1; i >= 0 && name.length() <= 3; i--, name += "_") {
      Binding result = results.get(i).exports().result();
      if (result != null && !versions.containsKey(name)) {
        versions.put(name, new Version(asChanged(result).as(name), results.get(i).index()));
      }
    }
  }

  /** A later cell may have changed the value in place: then another group has it. */
  private Binding asChanged(Binding result) {
    Group now = groups.get(present(result.group()));
    return now != null && now.variables().containsKey(result.key())
        ? new Binding(result.name(), now.id(), result.key())
        : result;
  }

  /** Where a group takes the place of older ones, names bound to those mean it from here on. */
  private void replace(Group made) {
    for (String old : made.replaces()) {
      replacedBy.put(old, made.id());
    }
    if (!made.replaces().isEmpty()) {
      versions.replaceAll(
          (name, v) ->
              made.replaces().contains(v.binding().group())
                      && made.variables().containsKey(v.binding().key())
                  ? new Version(new Binding(name, made.id(), v.binding().key()), v.writer())
                  : v);
    }
  }

  private String present(String group) {
    String now = group;
    for (int i = 0; replacedBy.containsKey(now) && i <= replacedBy.size(); i++) {
      now = replacedBy.getOrDefault(now, now);
    }
    return now;
  }

  /** A group's references as they are to be read here. */
  private List<String> refs(Group group) {
    if (group.refs().isEmpty()) {
      return group.refs();
    }
    return group.refs().stream()
        .map(ref -> group.inner().contains(ref) || ref.equals(group.id()) ? ref : present(ref))
        .toList();
  }

  /**
   * Those of some groups that a worker holds which are held with all they point into, as it is to
   * be read here: an object that is made anew beside one that points to it would be a stranger.
   */
  public Set<String> whole(Set<String> held) {
    Set<String> whole = new LinkedHashSet<>(held);
    boolean fewer = true;
    while (fewer) {
      Set<String> torn = new LinkedHashSet<>();
      for (String id : whole) {
        Group group = groups.get(id);
        if (group != null && !group.isResident() && !whole.containsAll(refs(group))) {
          torn.add(id);
        }
      }
      fewer = whole.removeAll(torn);
    }
    return whole;
  }

  /** Which groups share objects; found when first asked for. */
  private Map<String, Set<String>> neighbours() {
    Map<String, Set<String>> known = neighbours;
    if (known == null) {
      known = connected();
      neighbours = known;
    }
    return known;
  }

  private Map<String, Set<String>> connected() {
    Map<String, Set<String>> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    versions.values().forEach(v -> open.add(v.binding().group()));
    Set<String> seen = new LinkedHashSet<>();
    while (!open.isEmpty()) {
      String id = open.remove();
      Group group = groups.get(id);
      if (group == null || !seen.add(id)) {
        continue;
      }
      for (String ref : refs(group)) {
        found.computeIfAbsent(id, k -> new LinkedHashSet<>()).add(ref);
        found.computeIfAbsent(ref, k -> new LinkedHashSet<>()).add(id);
        open.add(ref);
      }
    }
    return found;
  }

  public Set<String> names() {
    return versions.keySet();
  }

  public Optional<Version> resolve(String name) {
    return Optional.ofNullable(versions.get(name));
  }

  /** The index of the cell that last deleted a name which is not there any more. */
  public Optional<Integer> deletedBy(String name) {
    return versions.containsKey(name) ? Optional.empty() : Optional.ofNullable(deletedBy.get(name));
  }

  public Map<String, AmbientState> ambient() {
    return ambient;
  }

  /** Whether a name is IPython's for a result: {@code _}, {@code __}, {@code ___}, {@code _N}. */
  public static boolean isResult(String name) {
    return RESULT.matcher(name).matches();
  }

  /**
   * All visible names that share objects with the given one, itself included, in order. Names of
   * results come and go with every cell; they do not count for others, and follow a change in place
   * because its group takes the place of the old one.
   */
  public Set<String> mates(String name) {
    Version version = versions.get(name);
    if (version == null) {
      return Set.of();
    }
    Set<String> connected = component(version.binding().group());
    Set<String> mates = new TreeSet<>();
    versions.forEach(
        (other, v) -> {
          if (connected.contains(v.binding().group()) && (other.equals(name) || !isResult(other))) {
            mates.add(other);
          }
        });
    return mates;
  }

  private Set<String> component(String group) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(group));
    while (!open.isEmpty()) {
      String id = open.remove();
      if (found.add(id)) {
        open.addAll(neighbours().getOrDefault(id, Set.of()));
      }
    }
    return found;
  }

  /** The named variables with everything they share objects with; absent names are left out. */
  public List<Binding> bindings(Collection<String> names) {
    Set<String> all = new LinkedHashSet<>();
    names.forEach(name -> all.addAll(mates(name)));
    // In the order in which they were made: a class knows its subclasses in that order.
    return all.stream()
        .flatMap(name -> resolve(name).stream())
        .sorted(Comparator.comparingInt(Version::writer))
        .map(Version::binding)
        .toList();
  }

  /** The groups of some bindings with all they refer to, referred ones first. */
  public List<Group> groupsOf(Collection<Binding> bindings) {
    Map<String, Group> ordered = new LinkedHashMap<>();
    bindings.forEach(b -> collect(b.group(), ordered, new LinkedHashSet<>()));
    return List.copyOf(ordered.values());
  }

  private void collect(String id, Map<String, Group> ordered, Set<String> path) {
    Group group = groups.get(id);
    if (group == null || ordered.containsKey(id) || !path.add(id)) {
      return;
    }
    List<String> refs = refs(group);
    refs.forEach(ref -> collect(ref, ordered, path));
    ordered.put(id, refs.equals(group.refs()) ? group : group.withRefs(refs));
  }

  /** The group that a name is bound to. */
  public Optional<Group> groupOf(Binding binding) {
    return Optional.ofNullable(groups.get(binding.group()));
  }

  /** The value that a name has here, as a hash; empty when the name is absent. */
  public Optional<String> value(String name) {
    Version version = versions.get(name);
    if (version == null) {
      return Optional.empty();
    }
    Group group = groups.get(version.binding().group());
    return Optional.of(
        group == null
            ? "lost:" + version.binding().group()
            : group.fingerprintOf(version.binding().key()) + changedBelow(group));
  }

  /**
   * What a reader depends on that changes the object in place or keeps a reference to it: the
   * value, and which names alias it. Empty when the name is absent.
   */
  public Optional<String> fingerprint(String name) {
    return value(name).map(v -> v + ALIASES + String.join(",", mates(name)));
  }

  /** Of a fingerprint, what a reader depends on that only looked at the value. */
  public static String valueOf(String fingerprint) {
    int end = fingerprint.indexOf(ALIASES);
    return end < 0 ? fingerprint : fingerprint.substring(0, end);
  }

  /** Whether a reader finds what it saw; aliases count where they were part of what it saw. */
  public boolean agrees(String name, String seen) {
    Optional<String> now = seen.indexOf(ALIASES) < 0 ? value(name) : fingerprint(name);
    return now.equals(Optional.of(seen));
  }

  /** Fingerprints of the groups that took the place of ones this value was made over. */
  private String changedBelow(Group group) {
    if (replacedBy.isEmpty() || group.refs().isEmpty()) {
      return "";
    }
    Set<String> changed = new TreeSet<>();
    Set<String> seen = new LinkedHashSet<>();
    Deque<Group> open = new ArrayDeque<>(List.of(group));
    while (!open.isEmpty()) {
      Group at = open.remove();
      List<String> now = refs(at);
      for (int i = 0; i < now.size(); i++) {
        Group ref = groups.get(now.get(i));
        if (ref != null && seen.add(ref.id())) {
          open.add(ref);
          if (!now.get(i).equals(at.refs().get(i))) {
            changed.add(ref.isResident() ? ref.id() : ref.fingerprint());
          }
        }
      }
    }
    return changed.isEmpty() ? "" : "@" + String.join("@", changed);
  }

  /** A name that is visible here and was once bound to the group with this id. */
  public Optional<String> nameIn(String group) {
    Group known = groups.get(group);
    return known == null
        ? Optional.empty()
        : known.names().stream().filter(versions::containsKey).findFirst();
  }

  /** Ids of all groups that a cell here can reach. */
  public Set<String> liveGroups() {
    Set<String> live = new LinkedHashSet<>(neighbours().keySet());
    versions.values().forEach(v -> live.add(v.binding().group()));
    return live;
  }
}
