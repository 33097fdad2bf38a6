package dev.freshet.server.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.graph.CellEffects;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How well predictions agree with traced runs, counted over notebooks. A trace is a document with,
 * per code cell that ran, the names it read, bound and changed, the files and the interpreter state
 * it touched; a prediction that is only a {@code may} counts as one.
 */
public final class StaticScore {
  /** A quantity of the table. */
  public enum Figure {
    /** Notebooks in which every required pair is ordered. */
    COMPLETE,
    /** Required pairs that the predicted edges order. */
    ORDERED,
    /** Pairs that nothing requires to be ordered, and that are left free. */
    FREE,
    READS_DIRECT,
    READS_DEFERRED,
    READS_PRECISION,
    WRITES_RECALL,
    MUTATION_RECALL,
    MUTATION_PRECISION
  }

  private final Map<Figure, long[]> counts = new EnumMap<>(Figure.class);
  private int notebooks;

  public int notebooks() {
    return notebooks;
  }

  /** The share, in percent, of all that were counted; 100 when there were none. */
  public double percent(Figure figure) {
    long[] count = counts.getOrDefault(figure, new long[] {0, 0});
    return count[1] == 0 ? 100 : 100.0 * count[0] / count[1];
  }

  /** How many were counted. */
  public long of(Figure figure) {
    return counts.getOrDefault(figure, new long[] {0, 0})[1];
  }

  private void count(Figure figure, long right, long all) {
    long[] count = counts.computeIfAbsent(figure, each -> new long[2]);
    count[0] += right;
    count[1] += all;
  }

  /** Adds a notebook: its prediction, its trace, its file. */
  public void add(Analysis analysis, JsonNode trace, JsonNode notebook) {
    notebooks++;
    List<TracedCell> cells = TracedCell.all(trace, notebook);
    order(analysis, cells);
    Set<String> live = new HashSet<>();
    for (TracedCell cell : cells) {
      effects(analysis.effects(cell.index()), cell, live);
      live.addAll(cell.lives());
    }
  }

  private void order(Analysis analysis, List<TracedCell> cells) {
    int size = analysis.notebook().cells().size();
    Set<PairOrder.Pair> required = PairOrder.required(cells);
    PairOrder truth = new PairOrder(size, required);
    Set<PairOrder.Pair> edges =
        analysis.graph().edges().stream()
            .map(edge -> new PairOrder.Pair(edge.from(), edge.to()))
            .collect(Collectors.toSet());
    PairOrder found = new PairOrder(size, edges);
    long kept = required.stream().filter(pair -> found.orders(pair.first(), pair.second())).count();
    count(Figure.ORDERED, kept, required.size());
    count(Figure.COMPLETE, kept == required.size() ? 1 : 0, 1);
    for (int i = 0; i < cells.size(); i++) {
      for (int j = i + 1; j < cells.size(); j++) {
        int first = cells.get(i).index();
        int second = cells.get(j).index();
        if (!truth.orders(first, second)) {
          count(Figure.FREE, found.orders(first, second) ? 0 : 1, 1);
        }
      }
    }
  }

  private void effects(CellEffects effects, TracedCell cell, Set<String> live) {
    Set<String> reads =
        effects.reads().stream()
            .filter(read -> !read.from().isEmpty())
            .map(CellEffects.Read::name)
            .collect(Collectors.toSet());
    cell.reads()
        .forEach(
            (name, read) ->
                count(
                    read.deferred() ? Figure.READS_DEFERRED : Figure.READS_DIRECT,
                    reads.contains(name) ? 1 : 0,
                    1));
    for (String name : reads) {
      if (live.contains(name) && !TracedCell.isHidden(name)) {
        boolean right = cell.reads().containsKey(name) || cell.deleted().contains(name);
        count(Figure.READS_PRECISION, right ? 1 : 0, 1);
      }
    }
    Set<String> bound = new HashSet<>();
    effects.writes().forEach(write -> bound.add(write.name()));
    effects.deletes().forEach(delete -> bound.add(delete.name()));
    bound.removeIf(TracedCell::isHidden);
    cell.bound().forEach(name -> count(Figure.WRITES_RECALL, bound.contains(name) ? 1 : 0, 1));
    Set<String> changed = new HashSet<>();
    effects.mutations().forEach(change -> changed.add(change.name()));
    changed.retainAll(live);
    changed.removeAll(bound);
    for (String name : cell.countedChanges()) {
      boolean told = changed.contains(name) || bound.contains(name);
      count(Figure.MUTATION_RECALL, told ? 1 : 0, 1);
    }
    for (String name : changed) {
      count(Figure.MUTATION_PRECISION, cell.changed().contains(name) ? 1 : 0, 1);
    }
  }
}
