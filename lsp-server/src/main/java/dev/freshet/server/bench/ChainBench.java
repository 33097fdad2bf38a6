package dev.freshet.server.bench;

import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A notebook in which nothing can be parallel: a chain of 100 cells on a frame of 1 MB, which make
 * it anew, change it in place and look at it. Ours from the first dispatch to the last done.
 */
final class ChainBench implements Bench {
  private static final int CELLS = 100;
  private static final String[] STEPS = {
    "df = df * 1.0001", "df.loc[%d, 'a'] = %<d.0", "total_%d = float(df['a'].sum())"
  };

  private final NotebookRun.Settings settings;

  ChainBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "cell.chain100";
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    Path directory = Path.of("").toAbsolutePath();
    List<String> cells = new ArrayList<>();
    cells.add(
        "import numpy as np\nimport pandas as pd\n"
            + "df = pd.DataFrame(np.random.default_rng(1).random((16384, 8)), columns=list('abcdefgh'))");
    while (cells.size() < CELLS) {
      cells.add(STEPS[cells.size() % STEPS.length].formatted(cells.size()));
    }
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    try (NbclientPeer peer = new NbclientPeer(context.python(), directory)) {
      for (int round = 0; round < context.rounds(); round++) {
        ours.add(
            Spans.whole(
                NotebookRun.once(cells, directory, settings.withJobs(1)).document().cells()));
        peers.add(Arrays.stream(peer.run(cells, true)).sum());
      }
    }
    String peer = "nbclient + ipykernel, sum of cells";
    return Measured.of(Compared.of(name(), "ms", ours, peer, peers, 1));
  }
}
