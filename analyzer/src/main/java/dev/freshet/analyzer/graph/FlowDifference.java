package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which statements of a notebook may do something else than before: those that are new, and those
 * whose inputs come from other statements than before, or from such that do something else.
 */
public final class FlowDifference {
  private final Side before;
  private final Side after;
  private final BitSet differs = new BitSet();
  private final Map<Integer, Map<String, Reason>> reasons = new HashMap<>();
  private boolean anyDiffers;

  /** A statement wherever it stands: its cell, its code, and which of equal ones it is. */
  private record Key(CellId cell, String digest, int ordinal) {}

  /** One version of the notebook. */
  private static final class Side {
    final NotebookFlow flow;
    final List<CellId> ids;
    final List<Key> keys = new ArrayList<>();
    final Map<Key, UnitEffects> byKey = new HashMap<>();

    Side(NotebookFlow flow, List<CellId> ids) {
      this.flow = flow;
      this.ids = ids;
      for (UnitEffects unit : flow.units()) {
        int ordinal = 0;
        Key key = new Key(ids.get(unit.cell()), unit.digest(), ordinal);
        while (byKey.putIfAbsent(key, unit) != null) {
          key = new Key(key.cell(), key.digest(), ++ordinal);
        }
        keys.add(key);
      }
    }

    Key key(int number) {
      return keys.get(flow.indexOf(number));
    }

    List<Key> keys(Iterable<Integer> units) {
      List<Key> found = new ArrayList<>();
      units.forEach(unit -> found.add(key(unit)));
      return found;
    }
  }

  private FlowDifference(Side before, Side after) {
    this.before = before;
    this.after = after;
  }

  public static FlowDifference between(
      NotebookFlow before, List<CellId> oldIds, NotebookFlow after, List<CellId> newIds) {
    FlowDifference difference =
        new FlowDifference(new Side(before, oldIds), new Side(after, newIds));
    after.units().forEach(difference::compare);
    return difference;
  }

  /** Why a cell's statements may do something else; empty when they do not. */
  public List<Reason> reasons(int cell) {
    return List.copyOf(reasons.getOrDefault(cell, Map.of()).values());
  }

  private void compare(UnitEffects unit) {
    UnitEffects old = before.byKey.get(after.key(unit.number()));
    if (old == null) {
      mark(unit, "", Reason.of(Reason.Kind.EDITED, "this cell was edited"));
      return;
    }
    compareReads(old, unit);
    compareAmbient(old, unit);
    compareFiles(old, unit);
    compareExternal(unit);
    compareOpenWorld(old, unit);
  }

  private void compareReads(UnitEffects old, UnitEffects unit) {
    Set<String> names = new TreeSet<>(old.reads().keySet());
    names.addAll(unit.reads().keySet());
    for (String name : names) {
      UnitEffects.Read was = old.reads().get(name);
      UnitEffects.Read is = unit.reads().get(name);
      List<Integer> now = is == null ? List.of() : others(is.sources(), unit);
      List<Integer> then = was == null ? List.of() : others(was.sources(), old);
      Reason reason = inputs(name, then, now, is, unit);
      if (reason != null) {
        mark(unit, name, reason);
      }
    }
  }

  private static List<Integer> others(int[] sources, UnitEffects unit) {
    List<Integer> list = new ArrayList<>();
    for (int source : sources) {
      if (source != unit.number()) {
        list.add(source);
      }
    }
    return list;
  }

  private @Nullable Reason inputs(
      String name,
      List<Integer> then,
      List<Integer> now,
      UnitEffects.@Nullable Read read,
      UnitEffects unit) {
    for (int source : now) {
      if (differs.get(after.flow.indexOf(source))) {
        return source(name, source, read, unit);
      }
    }
    List<Key> old = before.keys(then);
    List<Key> current = after.keys(now);
    if (old.equals(current)) {
      return null;
    }
    if (current.containsAll(old) && old.containsAll(current)) {
      return Reason.of(
          Reason.Kind.MOVED, name, cell(now, unit), name + " is made by cells in another order");
    }
    return gone(name, then, now, unit);
  }

  private Reason gone(String name, List<Integer> then, List<Integer> now, UnitEffects unit) {
    for (int source : then) {
      Key key = before.key(source);
      if (!after.byKey.containsKey(key)) {
        int place = after.ids.indexOf(key.cell());
        String text =
            place < 0
                ? "the cell that set or changed " + name + " is gone"
                : "what set or changed " + name + " is gone from cell " + place;
        int blamed = place < 0 ? cell(now, unit) : place;
        return Reason.of(Reason.Kind.DELETED, name, blamed, text);
      }
    }
    return Reason.of(
        Reason.Kind.MOVED, name, cell(now, unit), name + " is made by other cells than before");
  }

  private int cell(List<Integer> sources, UnitEffects unit) {
    return sources.isEmpty() ? unit.cell() : after.flow.cellOf(sources.get(sources.size() - 1));
  }

  private Reason source(
      String name, int source, UnitEffects.@Nullable Read read, UnitEffects unit) {
    UnitEffects writer = after.flow.unit(source);
    int cell = writer.cell();
    boolean edited = !before.byKey.containsKey(after.key(source));
    String fate = edited ? "which was edited" : "which is affected";
    if (writer.mutations().containsKey(name) && !writer.writes().containsKey(name)) {
      String text = name + " is changed in place in cell " + cell + ", " + fate;
      return Reason.of(Reason.Kind.MUTATION, name, cell, text);
    }
    UnitEffects.Write write = writer.writes().get(name);
    if (write != null && !write.binds()) {
      String text = name + " is deleted in cell " + cell + ", " + fate;
      return Reason.of(Reason.Kind.DELETED, name, cell, text);
    }
    boolean deferred = read != null && read.deferred() && cell != unit.cell();
    String verb =
        deferred ? " is read by code called here and assigned in cell " : " is assigned in cell ";
    Reason.Kind kind =
        deferred ? Reason.Kind.DEFERRED : edited ? Reason.Kind.INPUT : Reason.Kind.UPSTREAM;
    return Reason.of(kind, name, cell, name + verb + cell + ", " + fate);
  }

  private void compareAmbient(UnitEffects old, UnitEffects unit) {
    for (UnitEffects.AmbientAccess access : unit.ambient().values()) {
      UnitEffects.AmbientAccess was = old.ambient().get(access.name());
      List<Integer> then = was == null ? List.of() : was.from();
      if (changed(then, access.from())) {
        String text = "the state " + access.name() + " may differ";
        int cell = cell(access.from(), unit);
        mark(unit, access.name(), Reason.of(Reason.Kind.AMBIENT, access.name(), cell, text));
      }
    }
  }

  private void compareFiles(UnitEffects old, UnitEffects unit) {
    List<UnitEffects.FileAccess> was = old.files();
    for (int i = 0; i < unit.files().size(); i++) {
      UnitEffects.FileAccess access = unit.files().get(i);
      List<Integer> then = i < was.size() ? was.get(i).from() : List.of();
      boolean other = i >= was.size() || !was.get(i).path().equals(access.path());
      if (access.mode().reads() && (other || changed(then, access.from()))) {
        String path = access.path().orElse("some file");
        String text = path + " may differ";
        mark(unit, path, Reason.of(Reason.Kind.FILE, path, cell(access.from(), unit), text));
      }
    }
  }

  // What a database or a program answers may depend on what it was told before.
  private void compareExternal(UnitEffects unit) {
    for (UnitEffects.External effect : unit.external().values()) {
      for (int source : effect.after()) {
        if (differs.get(after.flow.indexOf(source))) {
          int cell = after.flow.cellOf(source);
          String text = "the world outside may differ after cell " + cell;
          mark(unit, effect.what(), Reason.of(Reason.Kind.UPSTREAM, effect.what(), cell, text));
        }
      }
    }
  }

  private void compareOpenWorld(UnitEffects old, UnitEffects unit) {
    if (unit.openWorld().filter(UnitEffects.OpenWorld::reads).isPresent()) {
      List<Key> above = after.keys.subList(0, after.flow.indexOf(unit.number()));
      List<Key> aboveBefore = before.keys.subList(0, before.flow.indexOf(old.number()));
      if (anyDiffers || !above.equals(aboveBefore)) {
        String text = "this cell may read anything, and something above changed";
        mark(unit, "*", Reason.of(Reason.Kind.OPEN_WORLD, text));
      }
    }
  }

  private boolean changed(List<Integer> then, List<Integer> now) {
    for (int source : now) {
      if (differs.get(after.flow.indexOf(source))) {
        return true;
      }
    }
    return !before.keys(then).equals(after.keys(now));
  }

  private void mark(UnitEffects unit, String name, Reason reason) {
    differs.set(after.flow.indexOf(unit.number()));
    anyDiffers = true;
    reasons.computeIfAbsent(unit.cell(), c -> new LinkedHashMap<>()).putIfAbsent(name, reason);
  }
}
