package dev.freshet.server.bench;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.Parser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What a text by itself says, beside CPython: microseconds of CPU time per cell of about twenty
 * lines. Both sides read the same cells, in turns, so that a busy machine slows both.
 */
public final class ParseBench implements Bench {
  // Warm is what has stopped becoming faster: for so long, or at the latest then.
  private static final long STEADY_NANOS = 4_000_000_000L;
  private static final long LONGEST_WARM_UP_NANOS = 60_000_000_000L;
  private static final double FASTER = 0.98;

  private static final long ROUND_NANOS = 60_000_000L;

  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  private final String name;
  private final double target;
  private final AstPeer.Work peerWork;
  private final ToIntFunction<String> work;

  /**
   * @param work what is measured; it yields something that is at least 1 for a cell with code
   */
  private ParseBench(
      String name, double target, AstPeer.Work peerWork, ToIntFunction<String> work) {
    this.name = name;
    this.target = target;
    this.peerWork = peerWork;
    this.work = work;
  }

  /** Text to syntax tree. */
  public static ParseBench trees() {
    return new ParseBench(
        "parse.cells20", 7, AstPeer.Work.TREE, cell -> Parser.parse(cell).tree().body().size());
  }

  /** Text to syntax tree, the digests of all statements, the scope of every function and class. */
  static ParseBench names() {
    return new ParseBench(
        "parse.names",
        7,
        AstPeer.Work.TABLES,
        cell -> {
          CellFacts facts = CellFacts.of(cell, Parser.parse(cell));
          return facts.scopes().size() + facts.digest().length();
        });
  }

  /**
   * Text to all facts of a notebook of this one cell: tree, scopes, effects resolved through
   * functions and library tables, edges. Nothing is remembered from cell to cell.
   */
  static ParseBench facts() {
    return new ParseBench(
        "parse.facts", 5, AstPeer.Work.TABLES, cell -> analysis(cell).graph().size());
  }

  /** Text to the findings of all checks, facts included. */
  static ParseBench diagnostics() {
    return new ParseBench(
        "parse.diagnostics",
        1,
        AstPeer.Work.TABLES,
        cell -> analysis(cell).diagnostics().size() + 1);
  }

  private static Analysis analysis(String cell) {
    Notebook notebook = Notebook.python(List.of(Cell.code("a", cell)));
    return new AnalysisHost().apply(notebook, AnalysisInputs.none());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Measured run(BenchContext context) throws IOException {
    List<String> cells = BenchCells.ofTwentyLines(context.notebooks());
    try (AstPeer peer = new AstPeer(context.python())) {
      return Measured.of(measure(peer, peer.load(cells), context.rounds()));
    }
  }

  private BenchResult measure(AstPeer peer, List<String> cells, int rounds) throws IOException {
    int oursTimes = times(warmUp(cells));
    int peerTimes = times(peer.round(peerWork, 1));
    double[] ours = new double[rounds];
    double[] theirs = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      ours[i] = parse(cells, oursTimes) / 1e3 / oursTimes / cells.size();
      theirs[i] = peer.round(peerWork, peerTimes) / 1e3 / peerTimes / cells.size();
    }
    Sample our = Sample.of(ours);
    Sample their = Sample.of(theirs);
    BenchResult.Peer beside = new BenchResult.Peer(peerWork.label() + " " + peer.version(), their);
    return new BenchResult(name(), "us", our, beside, their.min() / our.min(), target);
  }

  /**
   * Parses until the compilers of the virtual machine have nothing left to do, which takes the
   * longer the busier the machine is.
   *
   * @return nanoseconds of one pass over the cells
   */
  private long warmUp(List<String> cells) {
    long best = Long.MAX_VALUE;
    long steady = 0;
    for (long spent = 0; steady < STEADY_NANOS && spent < LONGEST_WARM_UP_NANOS; ) {
      long took = parse(cells, 1);
      spent += took;
      steady = took < best * FASTER ? 0 : steady + took;
      best = Math.min(best, took);
    }
    return best;
  }

  /** How often all cells must be parsed for a round that the clock can measure. */
  private static int times(long nanosPerPass) {
    return (int) Math.max(1, ROUND_NANOS / Math.max(1, nanosPerPass));
  }

  private long parse(List<String> cells, int times) {
    long before = threads.getCurrentThreadCpuTime();
    int found = 0;
    for (int i = 0; i < times; i++) {
      for (String cell : cells) {
        found += work.applyAsInt(cell);
      }
    }
    long after = threads.getCurrentThreadCpuTime();
    if (found < times) {
      throw new IllegalStateException("the cells to measure on are empty");
    }
    return after - before;
  }
}
