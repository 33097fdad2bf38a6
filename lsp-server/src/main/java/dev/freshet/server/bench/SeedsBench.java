package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.server.bench.SeedsPlot.Bar;
import dev.freshet.server.bench.SeedsPlot.Trace;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One cell makes 100,000 points; ten cells take 10,000 each and count all pairwise distances, 100
 * rows at a time. {@code seeds.parallel}: from the first dispatch to the last done with two jobs,
 * beside the sum of the cells' times in one kernel. {@code seeds.serial}: the same with one job, so
 * that what is above a ratio of 1 is what isolation costs. One BLAS thread on all sides.
 */
final class SeedsBench implements Bench {
  private static final double MOST_OVERHEAD = 0.01;

  private final NotebookRun.Settings settings;

  SeedsBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "seeds.parallel";
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    Path directory = Path.of("").toAbsolutePath();
    List<String> cells = Resources.cells("seeds.py");
    List<Trace> parallel = new ArrayList<>();
    List<Trace> serial = new ArrayList<>();
    List<Trace> kernel = new ArrayList<>();
    try (NbclientPeer peer = new NbclientPeer(context.python(), directory)) {
      for (int round = 0; round < context.rounds(); round++) {
        parallel.add(trace("Freshet, two workers", cells, directory, 2));
        kernel.add(monolithic(peer.run(cells, true)));
        serial.add(trace("Freshet, one worker", cells, directory, 1));
      }
    }
    String name = "nbclient + ipykernel, sum of cells";
    List<Trace> shown = List.of(best(serial), best(parallel), best(kernel));
    return new Measured(
        List.of(
            Compared.of("seeds.parallel", "ms", ends(parallel), name, ends(kernel), 1.9),
            Compared.of("seeds.serial", "ms", ends(serial), name, ends(kernel), 1 - MOST_OVERHEAD)),
        Optional.of(new SeedsPlot(shown).drawing()),
        JsonMapper.builder().build().valueToTree(shown),
        List.of());
  }

  private static List<Double> ends(List<Trace> traces) {
    return traces.stream().map(Trace::end).toList();
  }

  private static Trace best(List<Trace> traces) {
    return traces.stream().min((a, b) -> Double.compare(a.end(), b.end())).orElseThrow();
  }

  private Trace trace(String title, List<String> cells, Path directory, int jobs)
      throws IOException, InterruptedException {
    List<Bar> bars = new ArrayList<>();
    for (CellReport cell :
        NotebookRun.once(cells, directory, settings.withJobs(jobs)).document().cells()) {
      Double start = cell.start();
      Double end = cell.end();
      String worker = cell.worker();
      if (!cell.state().equals("ran") || start == null || end == null || worker == null) {
        throw new IOException("a cell of the workload did not run");
      }
      bars.add(new Bar(cell.index(), worker, start, end));
    }
    double first = bars.stream().mapToDouble(Bar::start).min().orElse(0);
    return new Trace(
        title,
        bars.stream()
            .map(b -> new Bar(b.cell(), b.lane(), b.start() - first, b.end() - first))
            .toList());
  }

  private static Trace monolithic(double[] took) {
    List<Bar> bars = new ArrayList<>();
    double at = 0;
    for (int i = 0; i < took.length; i++) {
      bars.add(new Bar(i, "kernel", at, at + took[i]));
      at += took[i];
    }
    return new Trace("One Jupyter kernel (nbclient + ipykernel)", bars);
  }
}
