package dev.freshet.server.bench;

import dev.freshet.server.run.NotebookRun;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** All measurements that there are, in the order in which they are taken. */
public final class Benches {
  private Benches() {}

  /** The settings say with which runtime ours is run. */
  public static List<Bench> all(NotebookRun.Settings settings) {
    return List.of(
        ParseBench.trees(),
        ParseBench.names(),
        ParseBench.facts(),
        ParseBench.diagnostics(),
        new KeystrokeBench("edit.keystroke", 200),
        new KeystrokeBench("edit.cells1000", 1000),
        new MemoryBench(),
        StartBench.check(),
        StartBench.lsp(),
        new RecoveryBench(),
        new CorpusBench(),
        new CorpusRunBench(settings),
        new CheckCorpusBench(),
        new WorkerBench(settings),
        new CellBench(settings),
        new ChainBench(settings),
        new ObservationBench(settings),
        new SeedsBench(settings),
        new TransferBench(settings));
  }

  /** What can be named. */
  public static List<String> names() {
    NotebookRun.Settings none =
        new NotebookRun.Settings(Optional.empty(), Path.of("."), 1, Duration.ZERO);
    return all(none).stream().map(Bench::name).toList();
  }
}
