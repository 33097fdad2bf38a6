package dev.freshet.server.draw;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Places the boxes of a layered graph: rows from top to bottom, few crossings, boxes near those
 * that they are joined to (Sugiyama, Tagawa and Toda 1981). An edge over several rows bends at one
 * point per row; edges from one box share these points, so that they run as one bundle.
 */
final class LayeredLayout {
  private static final int SWEEPS = 24;
  private static final double BOX_GAP = 28;
  private static final double BEND_GAP = 14;

  /** How much everything is drawn to the middle of the page. */
  private static final double TOGETHER = 0.12;

  private final double boxWidth;
  private final List<List<Integer>> rows = new ArrayList<>();
  private final Map<Integer, Integer> rowOf = new HashMap<>();
  private final Map<Integer, List<Integer>> up = new HashMap<>();
  private final Map<Integer, List<Integer>> down = new HashMap<>();
  private final Map<Long, Integer> bends = new HashMap<>();
  private final Map<Integer, Double> x = new LinkedHashMap<>();
  private final Map<Long, List<Integer>> routes = new LinkedHashMap<>();
  private int nextBend = -1;
  private double centre;

  private LayeredLayout(double boxWidth) {
    this.boxWidth = boxWidth;
  }

  /**
   * Lays out boxes, named by numbers from 0.
   *
   * @param rows boxes by row; every edge points to a later row
   * @param edges pairs of boxes
   */
  static LayeredLayout of(List<List<Integer>> rows, List<int[]> edges, double boxWidth) {
    LayeredLayout layout = new LayeredLayout(boxWidth);
    for (int r = 0; r < rows.size(); r++) {
      layout.rows.add(new ArrayList<>(rows.get(r)));
      for (int box : rows.get(r)) {
        layout.rowOf.put(box, r);
      }
    }
    edges.forEach(edge -> layout.route(edge[0], edge[1]));
    layout.order();
    layout.place();
    return layout;
  }

  int row(int box) {
    return rowOf.getOrDefault(box, 0);
  }

  /** The middle of a box or bend. */
  double x(int box) {
    return x.getOrDefault(box, 0.0);
  }

  /** The points of an edge: its boxes, and the bends, which have negative numbers, between them. */
  List<Integer> route(int[] edge) {
    return routes.getOrDefault(key(edge[0], edge[1]), List.of());
  }

  private static long key(int a, int b) {
    return ((long) a << 32) | (b & 0xffffffffL);
  }

  private void route(int from, int to) {
    List<Integer> route = new ArrayList<>();
    route.add(from);
    int last = from;
    for (int r = row(from) + 1; r < row(to); r++) {
      Integer bend = bends.get(key(from, r));
      if (bend == null) {
        bend = nextBend--;
        bends.put(key(from, r), bend);
        rowOf.put(bend, r);
        rows.get(r).add(bend);
        join(last, bend);
      }
      route.add(bend);
      last = bend;
    }
    route.add(to);
    join(last, to);
    routes.put(key(from, to), List.copyOf(route));
  }

  private void join(int above, int below) {
    down.computeIfAbsent(above, b -> new ArrayList<>()).add(below);
    up.computeIfAbsent(below, b -> new ArrayList<>()).add(above);
  }

  // Boxes go to the middle of their neighbours, row by row, down and up again.
  private void order() {
    List<List<Integer>> best = copy();
    long fewest = crossings();
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean downward = sweep % 2 == 0;
      for (int i = 1; i < rows.size(); i++) {
        int r = downward ? i : rows.size() - 1 - i;
        sort(rows.get(r), rows.get(downward ? r - 1 : r + 1), downward ? up : down);
      }
      long now = crossings();
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    for (int r = 0; r < rows.size(); r++) {
      rows.set(r, best.get(r));
    }
  }

  private List<List<Integer>> copy() {
    List<List<Integer>> copy = new ArrayList<>();
    rows.forEach(row -> copy.add(new ArrayList<>(row)));
    return copy;
  }

  private static void sort(
      List<Integer> row, List<Integer> fixed, Map<Integer, List<Integer>> neighbours) {
    Map<Integer, Integer> places = places(fixed);
    Map<Integer, Double> middle = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      double own = (double) i * fixed.size() / Math.max(1, row.size());
      List<Integer> near = neighbours.getOrDefault(row.get(i), List.of());
      middle.put(
          row.get(i), near.stream().mapToInt(n -> places.getOrDefault(n, 0)).average().orElse(own));
    }
    row.sort(Comparator.comparingDouble(b -> middle.getOrDefault(b, 0.0)));
  }

  private static Map<Integer, Integer> places(List<Integer> row) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int i = 0; i < row.size(); i++) {
      places.put(row.get(i), i);
    }
    return places;
  }

  private long crossings() {
    long count = 0;
    for (int r = 0; r + 1 < rows.size(); r++) {
      Map<Integer, Integer> places = places(rows.get(r + 1));
      List<Integer> ends = new ArrayList<>();
      for (int box : rows.get(r)) {
        down.getOrDefault(box, List.of()).stream()
            .map(b -> places.getOrDefault(b, 0))
            .sorted()
            .forEach(ends::add);
      }
      for (int i = 0; i < ends.size(); i++) {
        for (int j = i + 1; j < ends.size(); j++) {
          count += ends.get(i) > ends.get(j) ? 1 : 0;
        }
      }
    }
    return count;
  }

  private void place() {
    for (List<Integer> row : rows) {
      Map<Integer, Double> packed = spread(row, b -> 0.0);
      x.putAll(packed);
    }
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      centre = x.values().stream().mapToDouble(at -> at).average().orElse(0);
      boolean downward = sweep % 2 == 0;
      for (int i = 0; i < rows.size(); i++) {
        List<Integer> row = rows.get(downward ? i : rows.size() - 1 - i);
        x.putAll(spread(row, this::wish));
      }
    }
    double left =
        x.entrySet().stream()
            .mapToDouble(e -> e.getValue() - width(e.getKey()) / 2)
            .min()
            .orElse(0);
    x.replaceAll((box, at) -> at - left);
  }

  // Bends count more: long edges are to be straight.
  private double wish(int box) {
    double sum = TOGETHER * centre;
    double weights = TOGETHER;
    for (Map<Integer, List<Integer>> side : List.of(up, down)) {
      List<Integer> near = side.getOrDefault(box, List.of());
      for (int other : near) {
        double weight = (box < 0 && other < 0 ? 8.0 : 1.0) / near.size();
        sum += weight * x(other);
        weights += weight;
      }
    }
    return sum / weights;
  }

  /**
   * Positions nearest to the wishes, by least squares, that keep the order and the distances: pools
   * of boxes that would overlap are placed together (pool adjacent violators).
   */
  private Map<Integer, Double> spread(
      List<Integer> row, java.util.function.IntToDoubleFunction wish) {
    double[] offset = new double[row.size()];
    List<double[]> pools = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      offset[i] = i == 0 ? 0 : offset[i - 1] + distance(row.get(i - 1), row.get(i));
      pools.add(new double[] {wish.applyAsDouble(row.get(i)) - offset[i], 1});
      while (pools.size() > 1 && pools.get(pools.size() - 2)[0] > pools.get(pools.size() - 1)[0]) {
        double[] last = pools.remove(pools.size() - 1);
        double[] pool = pools.get(pools.size() - 1);
        pool[0] = (pool[0] * pool[1] + last[0] * last[1]) / (pool[1] + last[1]);
        pool[1] += last[1];
      }
    }
    Map<Integer, Double> placed = new HashMap<>();
    int i = 0;
    for (double[] pool : pools) {
      for (int k = 0; k < pool[1]; k++, i++) {
        placed.put(row.get(i), pool[0] + offset[i]);
      }
    }
    return placed;
  }

  private double distance(int left, int right) {
    double gap = left >= 0 && right >= 0 ? BOX_GAP : BEND_GAP;
    return (width(left) + width(right)) / 2 + gap;
  }

  private double width(int box) {
    return box >= 0 ? boxWidth : 0;
  }
}
