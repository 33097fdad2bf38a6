package dev.freshet.server.bench;

import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * One cell makes 100,000 points; ten cells take 10,000 each and count all pairwise distances, 100
 * rows at a time. Ours: from the first dispatch to the last done with two jobs. The peer: the sum
 * of the cells' times in one kernel. One BLAS thread on both sides.
 */
final class SeedsBench implements Bench {
  private final NotebookRun.Settings settings;

  SeedsBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "seeds.parallel";
  }

  @Override
  public List<BenchResult> run(BenchContext context) throws IOException, InterruptedException {
    Path directory = Path.of("").toAbsolutePath();
    List<String> cells = cells();
    List<Double> ours = new ArrayList<>();
    List<Double> peers = new ArrayList<>();
    try (NbclientPeer peer = new NbclientPeer(context.python(), directory)) {
      for (int round = 0; round < context.rounds(); round++) {
        ours.add(span(NotebookRun.once(cells, directory, settings.withJobs(2)).document().cells()));
        peers.add(Arrays.stream(peer.run(cells, true)).sum());
      }
    }
    return List.of(
        Compared.of(name(), "ms", ours, "nbclient + ipykernel, sum of cells", peers, 1.9));
  }

  private static double span(List<CellReport> cells) throws IOException {
    if (cells.stream().anyMatch(c -> !c.state().equals("ran"))) {
      throw new IOException("a cell of the workload did not run");
    }
    double first =
        cells.stream()
            .flatMap(c -> Stream.ofNullable(c.start()))
            .mapToDouble(s -> s)
            .min()
            .orElse(0);
    double last =
        cells.stream().flatMap(c -> Stream.ofNullable(c.end())).mapToDouble(s -> s).max().orElse(0);
    return last - first;
  }

  /** The workload's code cells, separated by {@code # %%} lines. */
  private static List<String> cells() throws IOException {
    try (InputStream text =
        Objects.requireNonNull(SeedsBench.class.getResourceAsStream("seeds.py"))) {
      String script = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(script.split("(?m)^# %%\\n"))
          .map(String::strip)
          .filter(c -> !c.isEmpty())
          .toList();
    }
  }
}
