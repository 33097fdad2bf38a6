package dev.freshet.executor.plan;

import dev.freshet.analyzer.graph.DependencyGraph.EdgeKind;
import dev.freshet.analyzer.notebook.CellId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which earlier cells a cell must wait for, and whose failure it cannot survive: the analyzer's
 * graph, joined with what earlier executions taught.
 */
public final class Dependencies {
  private static final Set<String> LAST_RESULTS = Set.of("_", "__", "___", "Out", "_oh");
  private static final String ANY_RESULT = "_*";

  private final Map<Integer, Prediction> predictions = new HashMap<>();
  private final Map<Integer, Set<Integer>> before = new HashMap<>();
  private final Map<Integer, Set<Integer>> givers = new HashMap<>();
  private final Program program;

  /**
   * Where the last cell stands that reads a name like {@code _3}, or looks at what {@link #wanted}.
   */
  private final Map<String, Integer> lastReaders = new HashMap<>();

  public Dependencies(Program program, Map<String, Learned> learned) {
    this.program = program;
    for (CodeCell cell : program.cells()) {
      Learned known = learned.getOrDefault(cell.digest(), Learned.NOTHING);
      predictions.put(cell.index(), Prediction.of(cell, known));
    }
    program.graph().edges().forEach(e -> connect(e.from(), e.to(), e.kind() != EdgeKind.ORDER));
    program.cells().forEach(this::connectPredicted);
    program.cells().forEach(this::noteWants);
  }

  private void noteWants(CodeCell reader) {
    for (String name : prediction(reader.index()).reads()) {
      if (LAST_RESULTS.contains(name)) {
        lastReaders.put(ANY_RESULT, reader.index());
      } else if (name.startsWith("_") && !name.equals(Ambient.EXIT_CODE)) {
        lastReaders.put(name, reader.index());
      }
    }
    if (Glances.atExitCode(reader)) {
      lastReaders.put(Ambient.EXIT_CODE, reader.index());
    }
    if (Glances.atLastError(reader)) {
      lastReaders.put(Ambient.LAST_ERROR, reader.index());
    }
  }

  private void connect(int from, int to, boolean gives) {
    before.computeIfAbsent(to, k -> new TreeSet<>()).add(from);
    if (gives) {
      givers.computeIfAbsent(to, k -> new TreeSet<>()).add(from);
    }
  }

  private void connectPredicted(CodeCell cell) {
    Prediction here = prediction(cell.index());
    List<CodeCell> earlier = earlierThan(cell);
    boolean anyOfThem = !cell.parsed() || Glances.atLastError(cell);
    for (String name : here.reads()) {
      connectName(name, cell.index(), earlier);
    }
    for (CodeCell other : earlier) {
      if (anyOfThem) {
        connect(other.index(), cell.index(), false); // it may look at any of them
      }
      Prediction there = prediction(other.index());
      if (usesResult(here, other)) {
        connect(other.index(), cell.index(), true);
      }
      boolean barrier = there.writesAnything() || here.readsAnything();
      if (barrier || here.writesAnything()) {
        connect(other.index(), cell.index(), barrier);
      }
      if (!there.hiddenAmbient().isEmpty() || there.writes().contains(Ambient.PROCESS)) {
        connect(other.index(), cell.index(), true);
      }
      if (here.ambientReads().stream().anyMatch(there.ambientWrites()::contains)) {
        connect(other.index(), cell.index(), true);
      }
      if (here.fileReads().stream().anyMatch(there.fileWrites()::contains)) {
        connect(other.index(), cell.index(), true);
      }
    }
  }

  /** The last results belong to whichever earlier cells had one; {@code _N} belongs to one cell. */
  private static boolean usesResult(Prediction here, CodeCell other) {
    return here.reads().contains("_" + other.executionCount())
        || here.reads().stream().anyMatch(LAST_RESULTS::contains);
  }

  private void connectName(String name, int reader, List<CodeCell> earlier) {
    for (int i = earlier.size() - 1; i >= 0; i--) {
      int writer = earlier.get(i).index();
      Prediction there = prediction(writer);
      if (there.writes().contains(name)) {
        connect(writer, reader, true);
      }
      if (there.surelyWrites().contains(name)) {
        return;
      }
    }
  }

  private List<CodeCell> earlierThan(CodeCell cell) {
    return program.before(cell.index());
  }

  /**
   * What a cell leaves only if a later one asks for it: its result, the exit code of its commands,
   * its error.
   */
  public Set<String> wanted(CodeCell cell) {
    Set<String> names = new TreeSet<>();
    String result = "_" + cell.executionCount();
    if (isReadBelow(cell, result) || isReadBelow(cell, ANY_RESULT)) {
      names.add(result);
    }
    if (isReadBelow(cell, Ambient.EXIT_CODE)) {
      names.add(Ambient.EXIT_CODE);
    }
    if (isReadBelow(cell, Ambient.LAST_ERROR)) {
      names.add(Ambient.LAST_ERROR);
    }
    return names;
  }

  private boolean isReadBelow(CodeCell cell, String name) {
    return lastReaders.getOrDefault(name, -1) > cell.index();
  }

  public Prediction prediction(int index) {
    Prediction known = predictions.get(index);
    if (known == null) {
      throw new IllegalArgumentException("no code cell at index " + index);
    }
    return known;
  }

  /** Indices of the earlier cells that must be done before the cell may start. */
  public Set<Integer> before(int index) {
    return before.getOrDefault(index, Set.of());
  }

  /** Indices of the earlier cells whose values, files or state the cell may use. */
  public Set<Integer> givers(int index) {
    return givers.getOrDefault(index, Set.of());
  }

  /** The cells themselves and all that may use, directly or not, what they give. */
  public Set<CellId> withDescendants(Set<CellId> from) {
    Set<CellId> found = new LinkedHashSet<>();
    Set<Integer> reached = new TreeSet<>();
    for (CodeCell cell : program.cells()) {
      if (from.contains(cell.id()) || givers(cell.index()).stream().anyMatch(reached::contains)) {
        found.add(cell.id());
        reached.add(cell.index());
      }
    }
    return found;
  }

  /** The cells themselves and all whose effects they may use, directly or not. */
  public Set<CellId> withAncestors(Set<CellId> from) {
    Set<CellId> found = new LinkedHashSet<>();
    Set<Integer> needed = new TreeSet<>();
    List<CodeCell> cells = new ArrayList<>(program.cells());
    for (int i = cells.size() - 1; i >= 0; i--) {
      CodeCell cell = cells.get(i);
      if (from.contains(cell.id()) || needed.contains(cell.index())) {
        found.add(cell.id());
        needed.addAll(givers(cell.index()));
      }
    }
    return found;
  }
}
