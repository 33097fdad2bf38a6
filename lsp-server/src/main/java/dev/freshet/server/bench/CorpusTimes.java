package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.freshet.server.corpus.CorpusEntry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What the notebooks of a corpus took, turn by turn, and the lines that are made of it. */
final class CorpusTimes {
  private static final String PEER = "nbclient + ipykernel, sum of cells";
  private static final double TARGET = 1.2;
  private static final double WORST_TARGET = 0.95;
  private static final double WARM_TARGET = 10;

  /** Shorter ones are measured, but none of them is told to be the slowest. */
  private static final double LONG_MS = 2000;

  /** Milliseconds of a run on an empty store, and of one on the store that it left. */
  record Ours(double cold, double warm) {}

  /** The minima of one notebook. */
  private record Minima(CorpusEntry entry, double peer, double cold, double warm) {
    Minima and(double otherPeer, Ours other) {
      return new Minima(
          entry,
          Math.min(peer, otherPeer),
          Math.min(cold, other.cold()),
          Math.min(warm, other.warm()));
    }

    double ratio() {
      return peer / cold;
    }
  }

  private final String name;
  private final int wanted;
  private final Map<CorpusEntry, Minima> minima = new LinkedHashMap<>();
  private final Map<CorpusEntry, String> leftOut = new LinkedHashMap<>();
  private int turns;

  CorpusTimes(String name, List<CorpusEntry> entries) {
    this.name = name;
    wanted = entries.size();
  }

  void add(CorpusEntry entry, double peer, Ours ours) {
    turns++;
    Minima first = new Minima(entry, peer, ours.cold(), ours.warm());
    minima.merge(entry, first, (known, now) -> known.and(peer, ours));
  }

  /** Neither side counts what the other could not run. */
  void leaveOut(CorpusEntry entry, IOException why) {
    minima.remove(entry);
    leftOut.put(entry, String.valueOf(why.getMessage()).lines().findFirst().orElse(""));
  }

  boolean isLeftOut(CorpusEntry entry) {
    return leftOut.containsKey(entry);
  }

  /**
   * The lines of the table; the sums are of the minima.
   *
   * @throws IOException if no notebook was run on both sides
   */
  Measured measured() throws IOException {
    if (minima.isEmpty()) {
      throw new IOException("no notebook was run on both sides: " + notes());
    }
    List<BenchResult> lines = new ArrayList<>();
    lines.add(line("", sum(Minima::cold), sum(Minima::peer), TARGET));
    slowest().ifPresent(m -> lines.add(line(".worst", m.cold(), m.peer(), WORST_TARGET)));
    lines.add(line(".warm", sum(Minima::warm), sum(Minima::peer), WARM_TARGET));
    return new Measured(lines, Optional.empty(), details(), notes());
  }

  private BenchResult line(String part, double ours, double peer, double target) {
    int n = Math.max(1, turns / minima.size());
    return new BenchResult(
        name + part,
        "ms",
        new Sample(ours, ours, n),
        new BenchResult.Peer(PEER, new Sample(peer, peer, n)),
        peer / ours,
        target);
  }

  private double sum(ToDoubleFunction<Minima> of) {
    return minima.values().stream().mapToDouble(of).sum();
  }

  private Optional<Minima> slowest() {
    return minima.values().stream()
        .filter(m -> m.peer() >= LONG_MS)
        .min(Comparator.comparingDouble(Minima::ratio));
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(Locale.ROOT, "%d of %d notebooks, %d turns", minima.size(), wanted, turns));
    slowest().ifPresent(m -> notes.add("worst is " + m.entry().local()));
    leftOut.forEach((entry, why) -> notes.add(entry.local() + " was left out: " + why));
    return notes;
  }

  private ArrayNode details() {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Minima m : minima.values()) {
      all.addObject()
          .put("notebook", m.entry().local())
          .put("nbclientMs", m.peer())
          .put("coldMs", m.cold())
          .put("warmMs", m.warm());
    }
    return all;
  }
}
