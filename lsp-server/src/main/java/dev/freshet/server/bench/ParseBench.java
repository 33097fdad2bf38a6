package dev.freshet.server.bench;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.analyzer.syntax.Parser;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Text to syntax tree, beside {@code ast.parse}: microseconds of CPU time per cell of about twenty
 * lines. Both sides parse the same cells, in turns, so that a busy machine slows both.
 */
public final class ParseBench implements Bench {
  static final double TARGET = 7;
  private static final int LINES = 20;
  private static final long WARM_UP_NANOS = 3_000_000_000L;
  private static final long ROUND_NANOS = 60_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  @Override
  public String name() {
    return "parse.cells20";
  }

  @Override
  public List<BenchResult> run(BenchContext context) throws IOException {
    List<String> cells = new ArrayList<>(bundled());
    for (Path notebook : context.notebooks()) {
      cells.addAll(joined(notebook));
    }
    try (AstPeer peer = new AstPeer(context.python())) {
      return List.of(measure(peer, peer.load(cells), context.rounds()));
    }
  }

  private BenchResult measure(AstPeer peer, List<String> cells, int rounds) throws IOException {
    long spent = 0;
    int passes = 0;
    while (spent < WARM_UP_NANOS) {
      spent += parse(cells, 1);
      passes++;
    }
    int oursTimes = times(spent / passes);
    int peerTimes = times(peer.round(1));
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ours[i] = parse(cells, oursTimes) / 1e3 / oursTimes / cells.size();
      theirs[i] = peer.round(peerTimes) / 1e3 / peerTimes / cells.size();
    }
    Sample our = Sample.of(ours);
    Sample their = Sample.of(theirs);
    BenchResult.Peer beside = new BenchResult.Peer("ast.parse " + peer.version(), their);
    return new BenchResult(name(), "us", our, beside, their.min() / our.min(), TARGET);
  }

  /** How often all cells must be parsed for a round that the clock can measure. */
  private static int times(long nanosPerPass) {
    return (int) Math.max(1, ROUND_NANOS / Math.max(1, nanosPerPass));
  }

  private long parse(List<String> cells, int times) {
    long before = threads.getCurrentThreadCpuTime();
    int statements = 0;
    for (int i = 0; i < times; i++) {
      for (String cell : cells) {
        statements += Parser.parse(cell).tree().body().size();
      }
    }
    long after = threads.getCurrentThreadCpuTime();
    if (statements < times) {
      throw new IllegalStateException("the cells to measure on are empty");
    }
    return after - before;
  }

  private static List<String> bundled() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(ParseBench.class.getResourceAsStream("cells20.py"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^# %%.*\\R")).filter(c -> !c.isBlank()).toList();
    }
  }

  /** The notebook's healthy code cells, neighbours joined until they have about twenty lines. */
  private static List<String> joined(Path notebook) throws IOException {
    List<String> out = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (Cell each : NotebookFile.parse(Files.readAllBytes(notebook)).notebook().cells()) {
      if (each.isCode() && Parser.parse(each.source()).problems().isEmpty()) {
        cell.append(each.source()).append('\n');
      }
      if (cell.chars().filter(c -> c == '\n').count() >= LINES) {
        out.add(cell.toString());
        cell.setLength(0);
      }
    }
    return out;
  }
}
