package dev.freshet.server.bench;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * What is kept of a notebook of 200 cells after edits, in megabytes of heap: the host with all it
 * remembers, the analysis, and the text itself. Counted after garbage collection, over several
 * notebooks that share nothing. The peer holds the cells' trees and symbol tables.
 */
final class MemoryBench implements Bench {
  private static final int CELLS = 200;
  private static final int NOTEBOOKS = 8;
  private static final int COLLECTIONS = 4;
  private static final double MEGA = 1 << 20;

  private record Kept(AnalysisHost host, Analysis analysis) {}

  @Override
  public String name() {
    return "edit.memory";
  }

  @Override
  public Measured run(BenchContext context) throws IOException {
    List<Cell> cells = BenchCells.ofNotebook(context.notebooks(), CELLS);
    // Tables and classes are loaded before it counts.
    Kept first = analysed(cells, -1);
    long before = used();
    List<Kept> kept = new ArrayList<>();
    double ours;
    try {
      for (int i = 0; i < NOTEBOOKS; i++) {
        kept.add(analysed(cells, i));
      }
      ours = (used() - before) / MEGA / NOTEBOOKS;
    } finally {
      Reference.reachabilityFence(kept);
      Reference.reachabilityFence(first);
    }
    try (AstPeer peer = new AstPeer(context.python())) {
      peer.load(cells.stream().map(Cell::source).toList());
      double theirs = peer.memory() / MEGA;
      return Measured.of(
          Compared.of(
              name(),
              "MB",
              List.of(ours),
              AstPeer.Work.TABLES.label() + " " + peer.version() + ", kept",
              List.of(theirs),
              1));
    }
  }

  private static Kept analysed(List<Cell> cells, int number) {
    List<Cell> own = new ArrayList<>();
    cells.forEach(cell -> own.add(cell.withSource(cell.source() + "\n# notebook " + number)));
    AnalysisHost host = new AnalysisHost();
    Analysis analysis = host.apply(Notebook.python(own), AnalysisInputs.none());
    for (int i = 0; i < own.size(); i += 7) {
      own.set(i, own.get(i).withSource("edited = " + i + "\n" + own.get(i).source()));
      analysis = host.apply(Notebook.python(own), AnalysisInputs.none());
    }
    return new Kept(host, analysis);
  }

  private static long used() {
    for (int i = 0; i < COLLECTIONS; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
