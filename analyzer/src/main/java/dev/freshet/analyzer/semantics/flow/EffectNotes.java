package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is noted of a unit while it is walked; nothing is added to it afterwards. */
final class EffectNotes {
  /** Stands for the texts of all cells above. */
  static final int ALL_SOURCES = Integer.MAX_VALUE;

  // Most statements do few kinds of things: each is made when there is something to put into it.
  Map<String, NameRead> reads = Map.of();
  Map<String, NameWrite> writes = Map.of();
  Map<String, NameMutation> mutations = Map.of();
  private Map<Thing, ThingChange> changes = Map.of();
  List<FileAccess> files = List.of();
  Map<String, AmbientAccess> ambient = Map.of();
  Map<String, OutsideEffect> external = Map.of();
  List<MissingName> missing = List.of();
  @Nullable OpenNames openWorld;
  boolean dynamicNames;
  int looks;
  int[] sources = Ints.NONE;

  private static <K, V> Map<K, V> open(Map<K, V> map) {
    return map.isEmpty() ? new LinkedHashMap<>(4) : map;
  }

  private static <T> List<T> open(List<T> list) {
    return list.isEmpty() ? new ArrayList<>(2) : list;
  }

  private static <V> Map<String, V> closed(Map<String, V> map) {
    return map.isEmpty() ? map : Collections.unmodifiableMap(map);
  }

  private static <T> List<T> closed(List<T> list) {
    return list.isEmpty() ? list : Collections.unmodifiableList(list);
  }

  /** The walk is over. */
  void close() {
    reads = closed(reads);
    writes = closed(writes);
    mutations = closed(mutations);
    files = closed(files);
    ambient = closed(ambient);
    external = closed(external);
    missing = closed(missing);
  }

  void looksAt(int masks) {
    looks |= masks;
  }

  void looksAtSource(int number) {
    sources = Ints.add(sources, number);
  }

  NameRead read(String name) {
    NameRead known = reads.get(name);
    if (known == null) {
      known = new NameRead();
      reads = open(reads);
      reads.put(name, known);
    }
    return known;
  }

  NameWrite write(String name) {
    NameWrite known = writes.get(name);
    if (known == null) {
      known = new NameWrite();
      writes = open(writes);
      writes.put(name, known);
    }
    return known;
  }

  /** What becomes of the change of an object. */
  ThingChange change(Thing thing, String how) {
    ThingChange known = changes.get(thing);
    if (known == null) {
      known = new ThingChange(how);
      changes = open(changes);
      changes.put(thing, known);
    }
    return known;
  }

  /** The objects that it changed, which it forgets. */
  Map<Thing, ThingChange> takeChanges() {
    Map<Thing, ThingChange> taken = changes;
    changes = Map.of();
    return taken;
  }

  void mutates(String name, ThingChange change, boolean surely, int[] writers) {
    Certainty certainty = surely ? Certainty.MUST : Certainty.MAY;
    mutations = open(mutations);
    mutations.putIfAbsent(
        name, new NameMutation(certainty, change.how, change.ranges, Ints.list(writers)));
  }

  void add(FileAccess access) {
    for (FileAccess known : files) {
      if (known.path().equals(access.path()) && known.mode() == access.mode()) {
        return;
      }
    }
    files = open(files);
    files.add(access);
  }

  void add(AmbientAccess access) {
    AmbientAccess known = ambient.get(access.name());
    if (known == null) {
      ambient = open(ambient);
      ambient.put(access.name(), access);
    } else if (known.mode() != access.mode()) {
      // Read after its own write, or written after being read: the first look decides the sources.
      EffectMode mode = known.mode() == EffectMode.WRITE ? EffectMode.WRITE : EffectMode.READ_WRITE;
      Certainty certainty =
          known.certainty() == Certainty.MUST ? Certainty.MUST : access.certainty();
      ambient.put(
          access.name(),
          new AmbientAccess(access.name(), mode, certainty, known.ranges(), known.from()));
    }
  }

  void add(OutsideEffect effect) {
    external = open(external);
    external.putIfAbsent(effect.what(), effect);
  }

  void add(MissingName name) {
    missing = open(missing);
    missing.add(name);
  }

  void open(OpenNames world) {
    dynamicNames = true;
    OpenNames known = openWorld;
    openWorld =
        known == null
            ? world
            : new OpenNames(
                known.reads() || world.reads(),
                known.writes() || world.writes(),
                known.reason(),
                known.range());
  }

  void looksNamesUp() {
    dynamicNames = true;
  }
}
