package dev.freshet.analyzer.graph;

import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.Mentions;
import dev.freshet.analyzer.semantics.flow.AmbientAccess;
import dev.freshet.analyzer.semantics.flow.FileAccess;
import dev.freshet.analyzer.semantics.flow.NameMutation;
import dev.freshet.analyzer.semantics.flow.NameRead;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.OutsideEffect;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where an edge comes from.
 *
 * @param from places in the earlier cell that set, change or touch what the edge is named after
 * @param to places in the later cell that use it; for a use in called code, the call
 * @param through the functions through which it is reached, the one that is called here first
 */
public record Why(List<SourceRange> from, List<SourceRange> to, List<String> through) {
  public Why {
    from = List.copyOf(from);
    to = List.copyOf(to);
    through = List.copyOf(through);
  }

  /**
   * Finds the places of an edge.
   *
   * @param facts by cell
   */
  public static Why of(NotebookFlow flow, List<Optional<CellFacts>> facts, Edge edge) {
    Finder finder = new Finder(flow, facts, edge);
    for (UnitEffects unit : flow.cells().get(edge.to())) {
      finder.uses(unit);
    }
    return new Why(List.copyOf(finder.from), List.copyOf(finder.to), List.copyOf(finder.through));
  }

  private static final class Finder {
    private static final String SOME_FILE = "some file";

    private final NotebookFlow flow;
    private final List<Optional<CellFacts>> facts;
    private final Edge edge;
    private final Set<SourceRange> from = new LinkedHashSet<>();
    private final Set<SourceRange> to = new LinkedHashSet<>();
    private List<String> through = List.of();

    Finder(NotebookFlow flow, List<Optional<CellFacts>> facts, Edge edge) {
      this.flow = flow;
      this.facts = facts;
      this.edge = edge;
    }

    void uses(UnitEffects unit) {
      String name = edge.name();
      NameRead read = unit.reads().get(name);
      if (read != null) {
        List<UnitEffects> sources = here(read.sources());
        for (UnitEffects source : sources) {
          add(source);
          to.addAll(read.ranges());
        }
        if (read.deferred() && !sources.isEmpty() && through.isEmpty()) {
          through = chain(unit, name);
        }
      }
      for (FileAccess access : unit.files()) {
        if (access.path().orElse(SOME_FILE).equals(name)) {
          touches(access.from(), access.range());
          touches(access.after(), access.range());
        }
      }
      AmbientAccess ambient = unit.ambient().get(name);
      if (ambient != null) {
        ambient.ranges().forEach(range -> touches(ambient.from(), range));
      }
      OutsideEffect external = unit.external().get(name);
      if (external != null) {
        touches(external.after(), external.range());
      }
      if (name.equals("*")) {
        barrier(unit);
      }
    }

    // One of the two may touch anything; the other stands for itself.
    private void barrier(UnitEffects unit) {
      unit.openWorld().ifPresent(world -> to.add(world.range()));
      for (UnitEffects source : flow.cells().get(edge.from())) {
        source.openWorld().ifPresent(world -> from.add(world.range()));
      }
    }

    private void touches(List<Integer> sources, SourceRange use) {
      for (UnitEffects source : here(sources.stream().mapToInt(i -> i).toArray())) {
        add(source);
        to.add(use);
      }
    }

    private List<UnitEffects> here(int[] sources) {
      List<UnitEffects> found = new ArrayList<>();
      for (int source : sources) {
        UnitEffects unit = flow.unit(source);
        if (unit.cell() == edge.from()) {
          found.add(unit);
        }
      }
      return found;
    }

    private void add(UnitEffects source) {
      String name = edge.name();
      NameWrite write = source.writes().get(name);
      if (write != null) {
        from.addAll(write.ranges());
      }
      NameMutation mutation = source.mutations().get(name);
      if (mutation != null) {
        from.addAll(mutation.ranges());
      }
      AmbientAccess ambient = source.ambient().get(name);
      if (ambient != null) {
        from.addAll(ambient.ranges());
      }
      OutsideEffect external = source.external().get(name);
      if (external != null) {
        from.add(external.range());
      }
      source.files().stream()
          .filter(f -> f.path().isEmpty() || name.equals(SOME_FILE) || f.path().get().equals(name))
          .forEach(f -> from.add(f.range()));
    }

    // Breadth first through what functions mention, among what this statement reads at all.
    private List<String> chain(UnitEffects unit, String name) {
      Map<String, List<String>> paths = new HashMap<>();
      Deque<String> open = new ArrayDeque<>();
      for (String mentioned : statement(unit).map(Mentions::names).orElse(Set.of())) {
        if (unit.reads().containsKey(mentioned)) {
          paths.put(mentioned, List.of(mentioned));
          open.add(mentioned);
        }
      }
      for (String at = open.poll(); at != null; at = open.poll()) {
        List<String> path = paths.getOrDefault(at, List.of());
        Set<String> mentioned = mentionedBy(unit, at);
        if (mentioned.contains(name)) {
          return path;
        }
        for (String next : mentioned) {
          if (unit.reads().containsKey(next) && !paths.containsKey(next)) {
            List<String> longer = new ArrayList<>(path);
            longer.add(next);
            paths.put(next, longer);
            open.add(next);
          }
        }
      }
      return List.of();
    }

    private Set<String> mentionedBy(UnitEffects unit, String function) {
      Set<String> names = new LinkedHashSet<>();
      NameRead read = unit.reads().get(function);
      for (int writer : read == null ? new int[0] : read.writers()) {
        statement(flow.unit(writer)).map(Mentions::names).ifPresent(names::addAll);
      }
      return names;
    }

    private Optional<Stmt> statement(UnitEffects unit) {
      int index = flow.cells().get(unit.cell()).indexOf(unit);
      return facts
          .get(unit.cell())
          .map(CellFacts::statements)
          .filter(all -> index >= 0 && index < all.size())
          .map(all -> all.get(index));
    }
  }
}
