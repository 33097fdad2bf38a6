package dev.freshet.server.bench;

import dev.freshet.executor.RunReport;
import dev.freshet.server.corpus.CopiedTree;
import dev.freshet.server.corpus.Corpus;
import dev.freshet.server.corpus.CorpusEntry;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The notebooks of a corpus as a whole, each from a copy of its folder: ours on an empty store,
 * first dispatch to last done, and again on what that left there, beside the sum of the cells'
 * times under nbclient.
 */
final class CorpusRunBench implements Bench {
  private static final int ROUNDS = 3;
  private static final Duration LIMIT = Duration.ofMinutes(10);
  private final NotebookRun.Settings settings;

  CorpusRunBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "corpus.run";
  }

  @Override
  public boolean needsCorpus() {
    return true;
  }

  @Override
  public Measured run(BenchContext context) throws IOException, InterruptedException {
    Corpus corpus = Corpus.read(context.corpus().orElseThrow(), context.only());
    long end = System.nanoTime() + limit(context).toNanos();
    CorpusTimes times = new CorpusTimes(name(), corpus.entries());
    for (int round = 0; round < Math.min(ROUNDS, context.rounds()); round++) {
      for (CorpusEntry entry : corpus.entries()) {
        if (System.nanoTime() > end) {
          return times.measured();
        }
        if (!times.isLeftOut(entry)) {
          turn(context, corpus, entry, times);
        }
      }
    }
    return times.measured();
  }

  private static Duration limit(BenchContext context) {
    return context.limit().orElse(context.full() ? Duration.ofDays(1) : LIMIT);
  }

  private void turn(BenchContext context, Corpus corpus, CorpusEntry entry, CorpusTimes times)
      throws InterruptedException {
    try {
      double peer = peer(context.python(), corpus, entry);
      times.add(entry, peer, ours(corpus, entry));
    } catch (IOException e) {
      times.leaveOut(entry, e);
    }
  }

  private static double peer(String python, Corpus corpus, CorpusEntry entry) throws IOException {
    try (CopiedTree copy = copy(corpus, entry);
        NbclientPeer peer = new NbclientPeer(python, copy.parent())) {
      double sum = 0;
      for (double ms : peer.run(copy.parent().resolve(entry.local()))) {
        sum += ms;
      }
      return sum;
    }
  }

  /** Milliseconds on an empty store, and on what that left. */
  private CorpusTimes.Ours ours(Corpus corpus, CorpusEntry entry)
      throws IOException, InterruptedException {
    try (CopiedTree copy = copy(corpus, entry)) {
      NotebookInput input = NotebookInput.read(copy.parent().resolve(entry.local()));
      Path store = Files.createDirectory(copy.parent().resolve("results"));
      NotebookRun.Settings kept = settings.keptIn(store);
      double cold = Spans.dispatched(whole(NotebookRun.once(input, kept)).cells());
      double warm = whole(NotebookRun.once(input, kept)).wallMs();
      return new CorpusTimes.Ours(cold, warm);
    }
  }

  private static RunReport.Document whole(RunReport report) throws IOException {
    if (report.failed()) {
      throw new IOException("a cell failed in Freshet");
    }
    return report.document();
  }

  private static CopiedTree copy(Corpus corpus, CorpusEntry entry) throws IOException {
    return new CopiedTree(corpus.root().resolve(entry.repository()), entry.repository());
  }
}
