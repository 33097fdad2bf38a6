package dev.freshet.server.bench;

import dev.freshet.server.run.NotebookRun;
import java.util.List;

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
        new CheckCorpusBench(),
        new CellBench(settings),
        new SeedsBench(settings));
  }
}
