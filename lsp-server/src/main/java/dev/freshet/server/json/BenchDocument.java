package dev.freshet.server.json;

import dev.freshet.server.bench.BenchResult;
import dev.freshet.server.bench.Sample;
import java.util.List;

/** {@code freshet.bench}: our figures beside the peers', and the machine they were taken on. */
public record BenchDocument(String schema, int version, Machine machine, List<Entry> results) {
  /** What the figures depend on. */
  public record Machine(
      String os, String architecture, int processors, String java, String python) {
    /** This machine. */
    public static Machine with(String python) {
      return new Machine(
          System.getProperty("os.name") + " " + System.getProperty("os.version"),
          System.getProperty("os.arch"),
          Runtime.getRuntime().availableProcessors(),
          Runtime.version().toString(),
          python);
    }
  }

  /** One line of the table. */
  public record Entry(
      String name, String unit, Figures ours, PeerFigures peer, double ratio, double target) {
    static Entry of(BenchResult result) {
      Sample peer = result.peer().sample();
      return new Entry(
          result.name(),
          result.unit(),
          new Figures(round(result.ours().median()), round(result.ours().min()), result.ours().n()),
          new PeerFigures(result.peer().name(), round(peer.median()), round(peer.min()), peer.n()),
          round(result.ratio()),
          result.target());
    }
  }

  /** Ours. */
  public record Figures(double median, double min, int n) {}

  /** The peer's. */
  public record PeerFigures(String name, double median, double min, int n) {}

  public BenchDocument {
    results = List.copyOf(results);
  }

  public static BenchDocument of(Machine machine, List<BenchResult> results) {
    return new BenchDocument(
        "freshet.bench", Documents.VERSION, machine, results.stream().map(Entry::of).toList());
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
