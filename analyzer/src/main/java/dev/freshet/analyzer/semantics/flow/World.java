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
  private final Map<String, int[]> ambientWriters = new HashMap<>();
  private final Map<String, FileState> files = new HashMap<>();
  private final FileState someFile = new FileState();
  private int[] lastExternal = Ints.NONE;

  /** Units that may have bound any name. */
  int[] wild = Ints.NONE;

  private static final class FileState {
    int[] writers = Ints.NONE;
    int[] readers = Ints.NONE;
  }

  void ambient(
      UnitEffects unit, String name, EffectMode mode, Certainty certainty, SourceRange range) {
    int[] writers = ambientWriters.getOrDefault(name, Ints.NONE);
    int[] from = mode.reads() ? before(writers, unit.number()) : Ints.NONE;
    unit.add(new UnitEffects.AmbientAccess(name, mode, certainty, List.of(range), list(from)));
    if (mode.writes()) {
      boolean replaces = certainty == Certainty.MUST || mode.reads();
      int[] now = replaces ? new int[] {unit.number()} : Ints.add(writers, unit.number());
      ambientWriters.put(name, now);
    }
  }

  boolean isTouched(String ambient) {
    return ambientWriters.containsKey(ambient);
  }

  /** Whether an earlier unit writes the file. */
  boolean isWritten(String path) {
    FileState state = files.get(path);
    return state != null && state.writers.length > 0;
  }

  void external(UnitEffects unit, String what, Certainty certainty, SourceRange range) {
    unit.add(
        new UnitEffects.External(
            what, certainty, range, list(before(lastExternal, unit.number()))));
    lastExternal = new int[] {unit.number()};
  }

  void file(
      UnitEffects unit,
      Optional<String> path,
      EffectMode mode,
      Certainty certainty,
      boolean observable,
      SourceRange range) {
    Optional<String> normal = path.map(World::normal);
    FileState state =
        normal.isPresent() ? files.computeIfAbsent(normal.get(), p -> new FileState()) : someFile;
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
    unit.add(
        new UnitEffects.FileAccess(
            normal,
            mode,
            certainty,
            observable,
            range,
            list(before(from, unit.number())),
            list(before(after, unit.number()))));
    if (mode.writes()) {
      boolean replaces = normal.isPresent() && certainty == Certainty.MUST && !mode.reads();
      state.writers = replaces ? new int[] {unit.number()} : Ints.add(state.writers, unit.number());
      state.readers = replaces ? Ints.NONE : state.readers;
    }
    if (mode.reads()) {
      state.readers = Ints.add(state.readers, unit.number());
    }
  }

  private int[] allWriters(Optional<String> path, FileState state) {
    int[] all = Ints.union(state.writers, someFile.writers);
    if (path.isEmpty()) {
      for (FileState each : files.values()) {
        all = Ints.union(all, each.writers);
      }
    }
    return all;
  }

  private int[] allReaders(Optional<String> path, FileState state) {
    int[] all = Ints.union(state.readers, someFile.readers);
    if (path.isEmpty()) {
      for (FileState each : files.values()) {
        all = Ints.union(all, each.readers);
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

  private static List<Integer> list(int[] units) {
    return Arrays.stream(units).boxed().toList();
  }

  private static String normal(String path) {
    String plain = path;
    while (plain.startsWith("./")) {
      plain = plain.substring(2);
    }
    return plain.replace("/./", "/").replace("//", "/");
  }
}
