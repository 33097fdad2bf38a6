package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** State that no variable holds: files, interpreter state, the world outside. */
final class World {
  private final Trail trail;
  private final Map<String, Slot> ambientWriters = new HashMap<>();
  private final Map<String, FileState> files = new HashMap<>();
  private final Place allFiles = new Place.All();
  private final FileState someFile = new FileState(allFiles);
  private final Slot lastExternal = Slot.in(null);
  private final Slot wild = Slot.in(null);

  /** The units that wrote and read a file; as everywhere here, none is null. */
  private static final class FileState {
    final Slot writers;
    final Slot readers;

    FileState(Place allFiles) {
      writers = Slot.in(allFiles);
      readers = Slot.in(allFiles);
    }
  }

  World(Trail trail) {
    this.trail = trail;
  }

  private int[] units(Slot slot) {
    return trail.get(slot) instanceof int[] units ? units : Ints.NONE;
  }

  private static int[] now(Slot slot) {
    return slot.value instanceof int[] units ? units : Ints.NONE;
  }

  /** Units that may have bound any name. */
  int[] wild() {
    return units(wild);
  }

  void runWild(int unit) {
    trail.set(wild, Ints.add(wild(), unit));
  }

  /** Where the units are noted that wrote a piece of interpreter state. */
  Slot writers(String ambient) {
    return ambientWriters.computeIfAbsent(ambient, a -> Slot.in(null));
  }

  void ambient(
      UnitEffects unit, String name, EffectMode mode, Certainty certainty, SourceRange range) {
    Slot slot = writers(name);
    int[] writers = units(slot);
    int[] from = mode.reads() ? before(writers, unit.number()) : Ints.NONE;
    unit.notes.add(new AmbientAccess(name, mode, certainty, List.of(range), Ints.list(from)));
    if (mode.writes()) {
      boolean replaces = certainty == Certainty.MUST || mode.reads();
      int[] now = replaces ? new int[] {unit.number()} : Ints.add(writers, unit.number());
      trail.set(slot, now);
    }
  }

  boolean isTouched(String ambient) {
    return isTouched(writers(ambient));
  }

  boolean isTouched(Slot writers) {
    return units(writers).length > 0;
  }

  /** Whether an earlier unit writes the file. */
  boolean isWritten(String path) {
    return units(file(path).writers).length > 0;
  }

  void external(UnitEffects unit, String what, Certainty certainty, SourceRange range) {
    unit.notes.add(
        new OutsideEffect(
            what, certainty, range, Ints.list(before(units(lastExternal), unit.number()))));
    trail.set(lastExternal, new int[] {unit.number()});
  }

  void file(
      UnitEffects unit,
      Optional<String> path,
      EffectMode mode,
      Certainty certainty,
      boolean observable,
      SourceRange range) {
    Optional<String> normal = path.map(World::normal);
    FileState state = normal.isPresent() ? file(normal.get()) : someFile;
    int[] from = Ints.NONE;
    int[] after = Ints.NONE;
    if (mode.reads() || mode.writes()) {
      from = allWriters(normal, state);
    }
    if (mode.writes()) {
      after =
          mode.reads() ? allReaders(normal, state) : Ints.union(from, allReaders(normal, state));
      from = mode.reads() ? from : Ints.NONE;
    }
    unit.notes.add(
        new FileAccess(
            normal,
            mode,
            certainty,
            observable,
            range,
            Ints.list(before(from, unit.number())),
            Ints.list(before(after, unit.number()))));
    if (mode.writes()) {
      boolean replaces = normal.isPresent() && certainty == Certainty.MUST && !mode.reads();
      trail.set(
          state.writers,
          replaces ? new int[] {unit.number()} : Ints.add(units(state.writers), unit.number()));
      if (replaces) {
        trail.set(state.readers, null);
      }
    }
    if (mode.reads()) {
      trail.set(state.readers, Ints.add(units(state.readers), unit.number()));
    }
  }

  private FileState file(String path) {
    return files.computeIfAbsent(path, p -> new FileState(allFiles));
  }

  private int[] allWriters(Optional<String> path, FileState state) {
    int[] all = Ints.union(units(state.writers), units(someFile.writers));
    if (path.isPresent()) {
      // The directory it lies in was made before.
      String inner = path.get();
      for (int end = inner.lastIndexOf('/'); end > 0; end = inner.lastIndexOf('/', end - 1)) {
        all = Ints.union(all, units(file(inner.substring(0, end)).writers));
      }
    }
    if (path.isEmpty()) {
      trail.look(allFiles);
      for (FileState each : files.values()) {
        all = Ints.union(all, now(each.writers));
      }
    }
    return all;
  }

  private int[] allReaders(Optional<String> path, FileState state) {
    int[] all = Ints.union(units(state.readers), units(someFile.readers));
    if (path.isEmpty()) {
      trail.look(allFiles);
      for (FileState each : files.values()) {
        all = Ints.union(all, now(each.readers));
      }
    }
    return all;
  }

  private static int[] before(int[] units, int number) {
    int end = units.length;
    while (end > 0 && units[end - 1] >= number) {
      end--;
    }
    return end == units.length ? units : Arrays.copyOf(units, end);
  }

  private static String normal(String path) {
    String plain = path;
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain.replace("/./", "/").replace("//", "/");
  }
}
