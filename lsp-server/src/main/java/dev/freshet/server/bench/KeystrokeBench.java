package dev.freshet.server.bench;

import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A key is struck in a notebook until all diagnostics are known: milliseconds of CPU time. Lines of
 * cells chosen at random are typed anew, character by character, so that most of what is analysed
 * is half-typed. The peer reads the whole notebook anew, as a tool without memory must, and does no
 * more than that.
 */
final class KeystrokeBench implements Bench {
  private static final int LONGEST_LINE = 60;
  private static final int WARM_UP = 1500;
  private static final int PER_ROUND = 300;
  private static final long SEED = 20_261_121;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final String name;
  private final int size;

  KeystrokeBench(String name, int size) {
    this.name = name;
    this.size = size;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Measured run(BenchContext context) throws IOException {
    List<Cell> cells = BenchCells.ofNotebook(context.notebooks(), size);
    Typist typist = new Typist(cells, new Random(SEED));
    AnalysisHost host = new AnalysisHost();
    for (int i = 0; i < WARM_UP; i++) {
      key(host, typist);
    }
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    String version;
    try (AstPeer peer = new AstPeer(context.python())) {
      version = peer.version();
      peer.load(cells.stream().map(Cell::source).toList());
      peer.round(AstPeer.Work.TABLES, 2);
      for (int round = 0; round < context.rounds(); round++) {
        for (int i = 0; i < PER_ROUND; i++) {
          ours.add(key(host, typist));
        }
        theirs.add(peer.round(AstPeer.Work.TABLES, 1) / 1e6);
      }
    }
    String label = AstPeer.Work.TABLES.label() + " " + version + ", whole notebook";
    return Measured.of(
        at(name + ".median", ours, 0.5, label, theirs),
        at(name + ".p99", ours, 0.99, label, theirs));
  }

  private static BenchResult at(
      String name, List<Double> ours, double quantile, String label, List<Double> theirs) {
    double[] sorted = ours.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    double value = sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)];
    return Compared.of(name, "ms", List.of(value), label, theirs, 1);
  }

  private double key(AnalysisHost host, Typist typist) {
    Notebook notebook = typist.next();
    long before = threads.getCurrentThreadCpuTime();
    int found = host.apply(notebook, AnalysisInputs.none()).diagnostics().size();
    long after = threads.getCurrentThreadCpuTime();
    if (found < 0) {
      throw new IllegalStateException("no analysis");
    }
    return (after - before) / 1e6;
  }

  /** Types lines of a notebook anew, one key at a time. */
  private static final class Typist {
    private final List<Cell> cells;
    private final Random random;
    private int cell;
    private String[] lines = {""};
    private int line;
    private String whole = "";
    private int typed = 1;

    Typist(List<Cell> cells, Random random) {
      this.cells = new ArrayList<>(cells);
      this.random = random;
    }

    Notebook next() {
      if (typed > whole.length()) {
        cell = random.nextInt(cells.size());
        lines = cells.get(cell).source().split("\n", -1);
        line = random.nextInt(lines.length);
        whole = lines[line];
        typed = Math.max(0, whole.length() - LONGEST_LINE);
      }
      lines[line] = whole.substring(0, typed++);
      cells.set(cell, cells.get(cell).withSource(String.join("\n", Arrays.asList(lines))));
      return Notebook.python(cells);
    }
  }
}
