package dev.freshet.server.bench;

import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A trivial cell from dispatch to done: ours with the namespace wiped, ambient state restored and
 * everything observed; the peer is nbclient with ipykernel. {@code cell.trivial}: in a worker that
 * is used again; {@code cell.trivial.fresh}: the first cell of a worker, and of a kernel.
 */
final class CellBench implements Bench {
  private static final int CELLS = 60;
  private static final int WARM = 10;
  private static final String PEER = "nbclient + ipykernel";

  private final NotebookRun.Settings settings;

  CellBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "cell.trivial";
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    Path directory = Path.of("").toAbsolutePath();
    List<String> cells = IntStream.range(0, CELLS).mapToObj(i -> "x" + i + " = " + i).toList();
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    List<Double> first = new ArrayList<>();
    List<Double> firstPeers = new ArrayList<>();
    try (NbclientPeer peer = new NbclientPeer(context.python(), directory)) {
      for (int round = 0; round < context.rounds(); round++) {
        for (CellReport cell :
            NotebookRun.once(cells, directory, settings.withJobs(1)).document().cells()) {
          if (cell.index() == 0) {
            first.add(Spans.of(cell));
          } else if (cell.index() >= WARM) {
            ours.add(Spans.of(cell));
          }
        }
        double[] took = peer.run(cells, round < 2);
        if (round < 2) {
          firstPeers.add(took[0]);
        }
        IntStream.range(WARM, took.length).forEach(i -> peers.add(took[i]));
      }
    }
    return Measured.of(
        Compared.of(name(), "ms", ours, PEER, peers, 2.5).atMost(1),
        Compared.of(name() + ".fresh", "ms", first, PEER + ", first cell", firstPeers, 1)
            .atMost(2));
  }
}
