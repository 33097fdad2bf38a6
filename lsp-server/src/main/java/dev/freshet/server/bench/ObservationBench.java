package dev.freshet.server.bench;

import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What watching cells and keeping their results costs: the summed time of the cells of a notebook
 * with both, beside the same pool with neither. Notebooks that are given must not change values in
 * place: without observation nobody would know.
 */
final class ObservationBench implements Bench {
  private static final double MOST_COST = 0.03;

  private final NotebookRun.Settings settings;

  ObservationBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "cell.observation";
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    List<Double> ours = new ArrayList<>();
    List<Double> without = new ArrayList<>();
    NotebookRun.Settings blind = settings.withJobs(1).with("FRESHET_UNOBSERVED", "1");
    for (int round = 0; round <= context.rounds(); round++) {
      Path store = Files.createTempDirectory("freshet-bench-");
      try {
        double with = time(context, settings.withJobs(1).keptIn(store));
        double less = time(context, blind);
        if (round > 0) { // the first brings libraries into memory
          ours.add(with);
          without.add(less);
        }
      } finally {
        delete(store);
      }
    }
    String peer = "the same without observation and store";
    return Measured.of(Compared.of(name(), "ms", ours, peer, without, 1 - MOST_COST));
  }

  private static double time(BenchContext context, NotebookRun.Settings settings)
      throws IOException, InterruptedException {
    if (context.notebooks().isEmpty()) {
      List<String> cells = Resources.cells("observation.py");
      Path directory = Path.of("").toAbsolutePath();
      return Spans.sum(NotebookRun.once(cells, directory, settings).document().cells());
    }
    double sum = 0;
    for (Path notebook : context.notebooks()) {
      NotebookInput input = NotebookInput.read(notebook);
      sum += Spans.sum(NotebookRun.once(input, settings).document().cells());
    }
    return sum;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
