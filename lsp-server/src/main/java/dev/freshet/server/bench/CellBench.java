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
 * everything observed, in a worker that is used again; the peer is nbclient with ipykernel.
 */
final class CellBench implements Bench {
  private static final int CELLS = 60;
  private static final int WARM = 10;

  private final NotebookRun.Settings settings;

  CellBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "cell.trivial";
  }

  @Override
  public List<BenchResult> run(BenchContext context) throws IOException, InterruptedException {
    Path directory = Path.of("").toAbsolutePath();
    List<String> cells = IntStream.range(0, CELLS).mapToObj(i -> "x" + i + " = " + i).toList();
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    try (NbclientPeer peer = new NbclientPeer(context.python(), directory)) {
      for (int round = 0; round < context.rounds(); round++) {
        for (CellReport cell :
            NotebookRun.once(cells, directory, settings.withJobs(1)).document().cells()) {
          Double start = cell.start();
          Double end = cell.end();
          if (cell.index() >= WARM && start != null && end != null) {
            ours.add(end - start);
          }
        }
        double[] took = peer.run(cells, round == 0);
        IntStream.range(WARM, took.length).forEach(i -> peers.add(took[i]));
      }
    }
    return List.of(Compared.of(name(), "ms", ours, "nbclient + ipykernel", peers, 1.0));
  }
}
