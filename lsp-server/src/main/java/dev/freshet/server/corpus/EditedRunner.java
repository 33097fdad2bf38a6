package dev.freshet.server.corpus;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.Monitor;
import dev.freshet.executor.MonitorOptions;
import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunRequest;
import dev.freshet.executor.plan.Wanted;
import dev.freshet.server.corpus.ShownOutputs.Shown;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Edits a notebook of a corpus at random and runs parts of it, in several sessions on one store; in
 * the end it must show what a fresh run of the same text on the same files shows.
 */
public final class EditedRunner {
  private static final int SESSIONS = 2;
  private static final int ROUNDS = 3;
  private final Corpus corpus;
  private final NotebookRun.Settings settings;
  private final ShownOutputs comparison;
  private final long seed;

  /** The Python runs the notebooks and the comparison. */
  public EditedRunner(Corpus corpus, Path python, NotebookRun.Settings settings, long seed) {
    this.corpus = corpus;
    this.settings = settings;
    this.seed = seed;
    comparison = new ShownOutputs(python, corpus.root().resolve("tools"));
  }

  /** Never throws for a notebook's own faults; they are the result's difference. */
  public CorpusResult run(CorpusEntry entry) throws IOException, InterruptedException {
    Random random = new Random(seed ^ entry.local().hashCode());
    try (CopiedTree copy =
        new CopiedTree(corpus.root().resolve(entry.repository()), entry.repository())) {
      NotebookInput input = NotebookInput.read(copy.parent().resolve(entry.local()));
      RandomEdits edits = new RandomEdits(input.notebook(), random);
      Path store = Files.createDirectory(copy.parent().resolve("results"));
      Notebook text = input.notebook();
      for (int session = 0; session < SESSIONS; session++) {
        text = play(input, store, text, edits, random);
      }
      return compare(entry, copy, input, store, text);
    }
  }

  /** One session: edits, and runs of parts; gives the text as it is at its end. */
  private Notebook play(
      NotebookInput input, Path store, Notebook before, RandomEdits edits, Random random)
      throws IOException, InterruptedException {
    Notebook text = before;
    try (Monitor monitor = open(input, store)) {
      for (int round = 0; round < ROUNDS; round++) {
        monitor.edit(text);
        run(monitor, input, request(text, random));
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
          text = edits.next(text);
        }
      }
    }
    return text;
  }

  private static RunRequest request(Notebook text, Random random) {
    List<CellId> code = text.cells().stream().filter(Cell::isCode).map(Cell::id).toList();
    Set<CellId> one = Set.of(code.get(random.nextInt(code.size())));
    return switch (random.nextInt(4)) {
      case 0 -> RunRequest.of(Wanted.CELLS, one);
      case 1 -> RunRequest.of(Wanted.AFFECTED, one);
      case 2 -> RunRequest.of(Wanted.STALE, Set.of());
      default -> RunRequest.all();
    };
  }

  private CorpusResult compare(
      CorpusEntry entry, CopiedTree copy, NotebookInput input, Path store, Notebook text)
      throws IOException, InterruptedException {
    Path folder = copy.parent().resolve(entry.repository());
    try (CopiedTree one = new CopiedTree(folder, entry.repository());
        CopiedTree other = new CopiedTree(folder, entry.repository())) {
      RunReport ours;
      try (Monitor monitor = open(input, store)) {
        monitor.edit(text);
        ours = run(monitor, input, RunRequest.all());
      }
      List<Shown> shown =
          List.of(
              new Shown(copy.parent(), ours),
              fresh(one, entry, text, settings.withJobs(1)),
              fresh(other, entry, text, settings));
      String difference = ours.fault() == null ? comparison.differences(text, shown) : ours.fault();
      return CorpusRunner.result(
          entry, difference, ours.document().cells(), ours.document().mispredictions().size());
    }
  }

  private static Shown fresh(
      CopiedTree copy, CorpusEntry entry, Notebook text, NotebookRun.Settings settings)
      throws IOException, InterruptedException {
    NotebookInput input = NotebookInput.read(copy.parent().resolve(entry.local()));
    return new Shown(
        copy.parent(), NotebookRun.once(input.shown(), input.directory(), text, settings));
  }

  private Monitor open(NotebookInput input, Path store) {
    MonitorOptions options =
        NotebookRun.options(input.shown(), input.directory(), Optional.of(store), settings);
    return NotebookRun.openAlone(options);
  }

  private RunReport run(Monitor monitor, NotebookInput input, RunRequest request)
      throws IOException, InterruptedException {
    try {
      return monitor.run(request).get(settings.limit().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new IOException(input.shown() + " did not end: " + monitor.snapshot(), e);
    } catch (ExecutionException e) {
      throw new IOException(input.shown() + ": " + e.getCause(), e);
    }
  }
}
