package dev.freshet.server.cli;

import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.server.bench.Bench;
import dev.freshet.server.bench.BenchContext;
import dev.freshet.server.bench.BenchResult;
import dev.freshet.server.bench.Benches;
import dev.freshet.server.files.FreshetHome;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.json.BenchDocument;
import dev.freshet.server.json.Documents;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet bench}: our figures beside the peers', taken in turns in one run. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measures Freshet and its peers side by side, in turns, in one run.",
    footer = {"", "Example: freshet bench parse cell.trivial --format json"})
final class BenchCommand implements Callable<Integer> {
  /** How the result looks. */
  enum Format {
    TEXT,
    JSON
  }

  @Parameters(
      paramLabel = "NAME",
      arity = "0..*",
      description = "Measurements whose name begins so (default: all).")
  private List<String> names = new ArrayList<>();

  @Option(names = "--format", paramLabel = "FORMAT", description = "text or json.")
  private Format format = Format.TEXT;

  @Option(names = "--rounds", paramLabel = "N", description = "Turns of each side (default: 7).")
  private int rounds = 7;

  @Option(
      names = "--python",
      paramLabel = "PATH",
      description = "An environment with nbclient, ipykernel, numpy, pandas (default: prepared).")
  private @Nullable Path python;

  @Option(
      names = "--notebook",
      paramLabel = "FILE",
      description = "Measure also on this one; repeatable.")
  private List<Path> notebooks = new ArrayList<>();

  @Option(
      names = "--corpus",
      paramLabel = "DIR",
      description = "Notebooks with manifest.json and traces, for corpus.static, check.corpus.")
  private @Nullable Path corpus;

  private final Terminal terminal;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path interpreter = python == null ? prepared() : python.toAbsolutePath();
    NotebookRun.Settings settings =
        new NotebookRun.Settings(
            Optional.of(interpreter), FreshetHome.runtime(), 2, Duration.ofMinutes(10));
    BenchContext context =
        new BenchContext(interpreter.toString(), notebooks, rounds, Optional.ofNullable(corpus));
    List<BenchResult> results = new ArrayList<>();
    for (Bench bench : chosen(Benches.all(settings))) {
      terminal.note("freshet: measuring " + bench.name() + " ...");
      results.addAll(bench.run(context));
    }
    terminal
        .out()
        .println(
            format == Format.JSON
                ? Documents.pretty(
                    BenchDocument.of(BenchDocument.Machine.with(interpreter.toString()), results))
                : table(results));
    return ExitStatus.DONE;
  }

  private List<Bench> chosen(List<Bench> all) {
    List<Bench> chosen =
        all.stream()
            .filter(b -> names.isEmpty() || names.stream().anyMatch(b.name()::startsWith))
            .toList();
    if (chosen.isEmpty()) {
      throw new UnreadableInputException(
          String.join(" ", names),
          "there is no such measurement, only "
              + String.join(", ", all.stream().map(Bench::name).toList()));
    }
    if (corpus != null) {
      return chosen;
    }
    List<Bench> able = chosen.stream().filter(bench -> !bench.needsCorpus()).toList();
    if (able.isEmpty()) {
      throw new UnreadableInputException(
          String.join(" ", names), "this is measured on a corpus: name one with --corpus DIR");
    }
    return able;
  }

  private Path prepared() {
    Path runtime = FreshetHome.runtime();
    EnvironmentRequest request =
        new EnvironmentRequest(
            Path.of("").toAbsolutePath(), Optional.empty(), Optional.empty(), System.getenv());
    return new PythonEnvironments(runtime)
        .make(
            runtime.resolve("bench-requirements.txt"),
            request,
            line -> terminal.note("freshet: " + line));
  }

  private static String table(List<BenchResult> results) {
    StringBuilder out = new StringBuilder();
    out.append(
        String.format(
            Locale.ROOT,
            "%-34s %-4s %12s %12s %8s %8s  %s%n",
            "",
            "",
            "ours (min)",
            "peer (min)",
            "ratio",
            "target",
            "peer"));
    for (BenchResult result : results) {
      out.append(
          String.format(
              Locale.ROOT,
              "%-34s %-4s %12.3f %12.3f %7.2fx %7.2fx  %s%n",
              result.name(),
              result.unit(),
              result.ours().min(),
              result.peer().sample().min(),
              result.ratio(),
              result.target(),
              result.peer().name()));
    }
    return out.toString().stripTrailing();
  }
}
