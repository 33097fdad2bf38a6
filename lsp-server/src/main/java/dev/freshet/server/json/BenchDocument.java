package dev.freshet.server.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.server.bench.BenchResult;
import dev.freshet.server.bench.Sample;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code freshet.bench}: our figures beside the peers', and the machine they were taken on.
 *
 * @param details what drawings show, by measurement: figures of all sizes, traces of runs
 * @param notes what was left out, and why
 * @param plot path of the drawing, if one was asked for
 */
public record BenchDocument(
    String schema,
    int version,
    Machine machine,
    List<Entry> results,
    Map<String, JsonNode> details,
    List<String> notes,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String plot) {
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

  /** One line of the table; {@code most} is what our own minimum should not exceed. */
  public record Entry(
      String name,
      String unit,
      Figures ours,
      PeerFigures peer,
      double ratio,
      double target,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double most) {
    static Entry of(BenchResult result) {
      Sample peer = result.peer().sample();
      return new Entry(
          result.name(),
          result.unit(),
          new Figures(round(result.ours().median()), round(result.ours().min()), result.ours().n()),
          new PeerFigures(result.peer().name(), round(peer.median()), round(peer.min()), peer.n()),
          round(result.ratio()),
          round(result.target()),
          result.most().isPresent() ? result.most().getAsDouble() : null);
    }
  }

  /** Ours. */
  public record Figures(double median, double min, int n) {}

  /** The peer's. */
  public record PeerFigures(String name, double median, double min, int n) {}

  public BenchDocument {
    results = List.copyOf(results);
    details = Map.copyOf(details);
    notes = List.copyOf(notes);
  }

  public static BenchDocument of(
      Machine machine,
      List<BenchResult> results,
      Map<String, JsonNode> details,
      List<String> notes,
      @Nullable String plot) {
    return new BenchDocument(
        "freshet.bench",
        Documents.VERSION,
        machine,
        results.stream().map(Entry::of).toList(),
        details,
        notes,
        plot);
  }

  private static double round(double value) {
    return Math.round(value * 1000) / 1000.0;
  }
}
