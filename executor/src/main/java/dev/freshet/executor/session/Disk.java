package dev.freshet.executor.session;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.FileTouch;
import dev.freshet.executor.plan.Staleness;
import dev.freshet.executor.plan.World;
import dev.freshet.executor.plan.Written;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One file, several cells that write it: a cell finds what the last cell above it left. When a
 * later cell has overwritten that, the cell above writes it again first.
 */
final class Disk {
  private static final int REWRITES = 3;
  private final Draft d;

  Disk(Draft draft) {
    this.d = draft;
  }

  /** What cells leave in files, from a position; {@code trustUnsettled} as in {@link Draft}. */
  Written written(int index, boolean trustUnsettled) {
    Map<String, Written.Left> before = new HashMap<>();
    Map<String, Set<String>> after = new HashMap<>();
    for (CodeCell cell : d.program.cells()) {
      if (cell.index() < index) {
        d.visible(cell, trustUnsettled)
            .ifPresent(
                e -> left(e).forEach((p, l) -> before.put(p, new Written.Left(l, cell.index()))));
      } else if (cell.index() > index) {
        for (Execution execution : possible(cell)) {
          left(execution).forEach((p, l) -> after.computeIfAbsent(p, k -> new HashSet<>()).add(l));
        }
      }
    }
    return before.isEmpty() && after.isEmpty() ? Written.NOTHING : new Written(before, after);
  }

  private static Map<String, String> left(Execution execution) {
    return execution.files().isEmpty() ? Map.of() : Staleness.written(execution);
  }

  /** The result of a cell, or those that it may get when its turn comes. */
  private List<Execution> possible(CodeCell cell) {
    Execution last = d.results.get(cell.id());
    if (last == null) {
      return known(cell);
    }
    return d.visible(cell, true).map(List::of).orElse(List.of());
  }

  /** Whether it is known what later cells made of the files that a cell wrote; else asks. */
  boolean laterKnown(CodeCell cell) {
    boolean known = true;
    if (known(cell).stream().anyMatch(e -> !left(e).isEmpty())) {
      for (CodeCell later : d.program.cells()) {
        if (later.index() > cell.index() && !d.traces.containsKey(later.digest())) {
          d.askOnce("traces " + later.digest(), new Effect.LoadTraces(later.digest()));
          known = false;
        }
      }
    }
    return known;
  }

  /** Whether the files that a cell may look at are as it must find them; else sees to it. */
  boolean ready(CodeCell cell) {
    boolean ready = true;
    Set<String> unknown = new LinkedHashSet<>();
    for (var left : written(cell.index(), false).before().entrySet()) {
      String key = World.contentKey(left.getKey());
      if (mayTouch(cell, left.getKey())) {
        String now = d.files.get(key);
        if (now == null) {
          unknown.add(key);
          ready = false;
        } else if (!now.equals(left.getValue().digest())) {
          ready &= !writeAgain(left.getValue().writer(), left.getKey());
        }
      }
    }
    unknown.removeIf(key -> !d.asked.add("file " + key));
    if (!unknown.isEmpty()) {
      d.emit(new Effect.Probe(unknown));
    }
    return ready;
  }

  private boolean mayTouch(CodeCell cell, String path) {
    CellEffects effects = cell.effects();
    return d.tries.getOrDefault(cell.id(), 0) > 0
        || effects.openWorld().isPresent()
        || effects.files().stream().anyMatch(f -> f.path().map(p -> alike(p, path)).orElse(true))
        || known(cell).stream()
            .flatMap(e -> e.files().stream())
            .anyMatch(t -> t.path().equals(path));
  }

  private List<Execution> known(CodeCell cell) {
    return d.traces.getOrDefault(cell.digest(), List.of());
  }

  /** The same name, wherever it lies: what stands in the text need not be how it was reached. */
  private static boolean alike(String one, String other) {
    return one.substring(one.lastIndexOf('/') + 1)
        .equals(other.substring(other.lastIndexOf('/') + 1));
  }

  /** False when that was tried often enough. */
  private boolean writeAgain(int writer, String path) {
    Optional<CodeCell> cell = d.program.at(writer);
    if (cell.isEmpty() || d.tries.getOrDefault(cell.get().id(), 0) >= REWRITES) {
      return false;
    }
    if (!d.wanted(cell.get().id())) {
      new Requests(d).extend(cell.get().id());
    }
    if (d.attemptOf(cell.get().id()).isEmpty()) {
      d.again |= d.forced.add(cell.get().id());
      d.verdicts.remove(cell.get().id());
      d.reasons.putIfAbsent(
          cell.get().id(),
          List.of(
              Reason.of(
                  Reason.Kind.FILE,
                  path,
                  writer,
                  path + ", which it wrote, was overwritten since")));
    }
    return true;
  }

  /**
   * A file of which the cell read something else than the last cell above it left. Tried often
   * enough, it is as it is: whoever changes it may not be one of the cells.
   */
  Optional<String> misread(Attempt attempt, Observation seen, World world) {
    if (d.tries.getOrDefault(attempt.cell(), 0) > REWRITES) {
      return Optional.empty();
    }
    for (FileTouch touch : seen.files()) {
      String digest = touch.digest();
      if (touch.reads() && !touch.writes() && digest != null) {
        Optional<String> meant = world.left(World.fileKey(touch));
        if (meant.isPresent() && !meant.get().equals(digest)) {
          return Optional.of(touch.path());
        }
      }
    }
    return listedTooEarly(d.index(attempt.cell()), attempt.start(), seen.files());
  }

  /**
   * A path below a directory that a cell listed, starting before the earlier cell was done that
   * wrote or removed it. What a listing must be is not known, only when it could be taken.
   *
   * @param start of the cell that looked, on the monitor's clock
   */
  Optional<String> listedTooEarly(int index, double start, List<FileTouch> looked) {
    Set<String> listed = new HashSet<>();
    looked.stream().filter(t -> t.mode().equals("list")).forEach(t -> listed.add(t.path()));
    if (listed.isEmpty()) {
      return Optional.empty();
    }
    return d.before(index).stream()
        .filter(c -> d.verdicts.containsKey(c.id()) && d.verdicts.get(c.id()).end() > start)
        .flatMap(c -> Optional.ofNullable(d.results.get(c.id())).stream())
        .flatMap(e -> e.files().stream())
        .filter(t -> t.writes() && listed.contains(folder(t.path())))
        .map(FileTouch::path)
        .findFirst();
  }

  private static String folder(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "." : slash == 0 ? "/" : path.substring(0, slash);
  }
}
