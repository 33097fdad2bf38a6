package dev.freshet.server.cli;

import dev.freshet.server.corpus.Corpus;
import dev.freshet.server.corpus.CorpusEntry;
import dev.freshet.server.corpus.CorpusProgress;
import dev.freshet.server.corpus.CorpusResult;
import dev.freshet.server.corpus.CorpusRunner;
import dev.freshet.server.corpus.EditedRunner;
import dev.freshet.server.files.FreshetHome;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet corpus}: real notebooks in parallel, compared with what Jupyter showed. */
@Command(
    name = "corpus",
    mixinStandardHelpOptions = true,
    description =
        "Runs the executable notebooks of a corpus in parallel mode, each from a copy of its folder,"
            + " and compares them with their expected outputs.",
    footer = {"", "Example: freshet corpus ../corpus --python env/bin/python --only CFDPython"})
final class CorpusCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofMinutes(5);

  @Parameters(paramLabel = "DIR", description = "A directory with manifest.json and expected/.")
  private @Nullable Path directory;

  @Option(names = "--python", required = true, description = "The environment the corpus names.")
  private @Nullable Path python;

  @Option(names = "--jobs", defaultValue = "2", description = "Cells at once (default: 2).")
  private int jobs = 2;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "Paths that contain this; repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--reference",
      description =
          "Run a notebook that differs in Jupyter too: what Jupyter shows here as well is drift of"
              + " the environment, no fault.")
  private boolean reference;

  @Option(
      names = "--edits",
      paramLabel = "SEED",
      description =
          "Edit cells at random and run parts, in several sessions on one store; then compare with"
              + " a fresh run of the same text instead.")
  private @Nullable Long edits;

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Note each result in this file; notebooks that stand there as equal are not run again.")
  private @Nullable Path resume;

  private final Terminal terminal;
  private int drifted;

  CorpusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Corpus corpus = Corpus.read(Objects.requireNonNull(directory), only);
    Path interpreter = Objects.requireNonNull(python).toAbsolutePath();
    NotebookRun.Settings settings =
        new NotebookRun.Settings(Optional.of(interpreter), FreshetHome.runtime(), jobs, LIMIT);
    CorpusRunner runner = new CorpusRunner(corpus, interpreter, settings);
    Long seed = edits;
    Running running =
        seed == null ? runner::run : new EditedRunner(corpus, interpreter, settings, seed)::run;
    Optional<CorpusProgress> progress = progress();
    List<CorpusResult> results = new ArrayList<>();
    for (CorpusEntry entry : corpus.entries()) {
      Optional<CorpusResult> known = progress.flatMap(p -> p.of(entry));
      if (known.isPresent()) {
        results.add(known.get());
        continue;
      }
      CorpusResult result = result(running, entry);
      if (progress.isPresent()) {
        progress.get().add(result);
      }
      boolean drift = reference && seed == null && !result.equal() && runner.drifted(result);
      drifted += drift ? 1 : 0;
      results.add(result);
      show(result, drift);
    }
    return summary(results);
  }

  private Optional<CorpusProgress> progress() throws IOException {
    if (resume == null) {
      return Optional.empty();
    }
    String settings = "--jobs " + jobs + (edits == null ? "" : " --edits " + edits);
    CorpusProgress progress = CorpusProgress.open(resume, settings);
    return Optional.of(progress);
  }

  /** What is done with each notebook. */
  private interface Running {
    CorpusResult run(CorpusEntry entry) throws IOException, InterruptedException;
  }

  private static CorpusResult result(Running runner, CorpusEntry entry)
      throws InterruptedException {
    try {
      return runner.run(entry);
    } catch (IOException e) {
      return CorpusResult.unrun(entry, String.valueOf(e.getMessage()));
    }
  }

  private void show(CorpusResult result, boolean drift) {
    String verdict =
        result.equal()
            ? terminal.green("ok   ")
            : drift ? terminal.yellow("drift") : terminal.red("BAD  ");
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s %5.2fx %6.1f s %2d withdrawn  %s%n",
            verdict,
            result.parallelism(),
            result.wallMs() / 1000,
            result.withdrawn(),
            result.entry().local());
    if (!result.equal()) {
      result
          .difference()
          .lines()
          .limit(12)
          .forEach(line -> terminal.out().println("      " + line));
    }
    terminal.out().flush();
  }

  private int summary(List<CorpusResult> results) {
    long equal = results.stream().filter(CorpusResult::equal).count();
    double cells = results.stream().mapToDouble(CorpusResult::cellMs).sum();
    double wall = results.stream().mapToDouble(CorpusResult::wallMs).sum();
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "summed cell time %.1f s / wall %.1f s = %.2f with %d jobs%n"
                + "%d of %d equal to the expectations, %d differ as Jupyter itself does here%n"
                + "%d passed, %d failed%n",
            cells / 1000,
            wall / 1000,
            wall > 0 ? cells / wall : 1,
            jobs,
            equal,
            results.size(),
            drifted,
            equal + drifted,
            results.size() - equal - drifted);
    return equal + drifted == results.size() ? ExitStatus.DONE : ExitStatus.FOUND;
  }
}
