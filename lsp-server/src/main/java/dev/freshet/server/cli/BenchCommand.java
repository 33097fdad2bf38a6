package dev.freshet.server.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.server.bench.Bench;
import dev.freshet.server.bench.BenchContext;
import dev.freshet.server.bench.BenchResult;
import dev.freshet.server.bench.Benches;
import dev.freshet.server.bench.Drawing;
import dev.freshet.server.bench.Measured;
import dev.freshet.server.files.FreshetHome;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.json.BenchDocument;
import dev.freshet.server.json.Documents;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
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
    footer = {"", "Example: freshet bench seeds transfer --plot figures.svg"})
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
      description = "Notebooks with manifest.json and traces, for corpus.* and check.corpus.")
  private @Nullable Path corpus;

  @Option(
      names = "--only",
      paramLabel = "PART",
      description = "For corpus.run: paths in the corpus that contain this; repeatable.")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "For corpus.run: begin no notebook after so long (default: 10).")
  private @Nullable Long minutes;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      arity = "0..1",
      fallbackValue = "",
      description = "Draw what seeds and transfer found (default: freshet-bench-NAME.svg).")
  private @Nullable String plot;

  @Option(names = "--full", description = "Also values of up to 1 GB: takes minutes.")
  private boolean full;

  private final Terminal terminal;

  BenchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path drawing = plot == null ? null : drawing(plot);
    refuseUnknown();
    Path interpreter = python == null ? prepared() : python.toAbsolutePath();
    NotebookRun.Settings settings =
        new NotebookRun.Settings(
            Optional.of(interpreter), FreshetHome.runtime(), 2, Duration.ofMinutes(10));
    BenchContext context =
        new BenchContext(
            interpreter.toString(),
            notebooks,
            rounds,
            Optional.ofNullable(corpus),
            only,
            Optional.ofNullable(minutes).map(Duration::ofMinutes),
            full);
    List<BenchResult> results = new ArrayList<>();
    List<Drawing> drawings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Map<String, JsonNode> details = new TreeMap<>();
    for (Bench bench : chosen(Benches.all(settings))) {
      terminal.note("freshet: measuring " + bench.name() + " ...");
      Measured measured = bench.run(context);
      results.addAll(measured.lines());
      measured.drawing().ifPresent(drawings::add);
      measured.notes().forEach(note -> notes.add(bench.name() + ": " + note));
      if (!measured.details().isMissingNode()) {
        details.put(bench.name(), measured.details());
      }
    }
    if (drawing != null) {
      draw(drawings, drawing);
    }
    String drawn = drawing == null || drawings.isEmpty() ? null : drawing.toString();
    if (format == Format.JSON) {
      BenchDocument.Machine machine = BenchDocument.Machine.with(interpreter.toString());
      terminal
          .out()
          .println(Documents.pretty(BenchDocument.of(machine, results, details, notes, drawn)));
    } else {
      terminal.out().println(BenchText.table(results));
      notes.forEach(note -> terminal.out().println("note: " + note));
      if (drawn != null) {
        terminal.out().println("drawing: " + drawn);
      }
    }
    return ExitStatus.DONE;
  }

  /** What follows {@code --plot} may be a file, or already the name of a measurement. */
  private Path drawing(String given) {
    if (!given.isEmpty() && !given.endsWith(".svg") && isName(given)) {
      names.add(given);
      return drawing("");
    }
    String file =
        given.isEmpty()
            ? "freshet-bench" + (names.isEmpty() ? "" : "-" + String.join("-", names)) + ".svg"
            : given;
    return Path.of(file).toAbsolutePath();
  }

  private static boolean isName(String given) {
    return Benches.names().stream().anyMatch(name -> fits(name, given));
  }

  private void draw(List<Drawing> drawings, Path file) throws IOException {
    if (drawings.isEmpty()) {
      terminal.note("freshet: nothing that was measured has a drawing (transfer and seeds have)");
      return;
    }
    Files.writeString(file, Drawing.svg(drawings));
  }

  /** Before anything is prepared for it. */
  private void refuseUnknown() {
    for (String name : names) {
      if (!isName(name)) {
        throw new UnreadableInputException(
            name, "there is no such measurement, only " + String.join(", ", Benches.names()));
      }
    }
  }

  private List<Bench> chosen(List<Bench> all) {
    List<Bench> chosen =
        all.stream()
            .filter(b -> names.isEmpty() || names.stream().anyMatch(n -> fits(b.name(), n)))
            .toList();
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

  private static boolean fits(String bench, String given) {
    return bench.startsWith(given) || given.startsWith(bench + ".");
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
}
