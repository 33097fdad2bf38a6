package dev.freshet.server.cli;

import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.runtime.SegmentExport;
import dev.freshet.executor.scope.Residence;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.store.NewerStoreException;
import dev.freshet.executor.store.ResultStore;
import dev.freshet.executor.store.StoreContents;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.run.KeptValues;
import dev.freshet.server.run.KernelNames;
import dev.freshet.server.run.NotebookRun;
import dev.freshet.server.run.Parquet;
import dev.freshet.server.run.RunPlaces;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code freshet store export}: a kept table as a file for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a frame, series or array that a cell left as Arrow or Parquet.",
      "Runs no cell: .arrow and .feather need no Python, .parquet needs pyarrow."
    },
    footer = {"", "Example: freshet store export analysis.ipynb 4 df -o df.arrow"})
final class StoreExportCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "NOTEBOOK", description = "Whose result it is.")
  private @Nullable Path notebook;

  @Parameters(index = "1", paramLabel = "CELL", description = "The cell: index, id or title.")
  private String cell = "";

  @Parameters(index = "2", paramLabel = "NAME", description = "The variable.")
  private String name = "";

  @Option(names = "-o", required = true, paramLabel = "FILE", description = "Where to write it.")
  private @Nullable Path output;

  @Option(names = "--force", description = "Overwrite FILE.")
  private boolean force;

  @Option(names = "--store", paramLabel = "DIR", description = "The results kept in DIR.")
  private @Nullable Path directory;

  @Option(names = "--python", paramLabel = "PATH", description = "A Python with pyarrow.")
  private @Nullable Path python;

  private final Terminal terminal;

  StoreExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Path target = Objects.requireNonNull(output).toAbsolutePath().normalize();
    boolean parquet = checkTarget(target);
    NotebookInput input = NotebookInput.read(Objects.requireNonNull(notebook));
    KeptValues values = new KeptValues(store(input));
    KeptValues.Kept kept = find(input, values);
    Path scratch = Files.createTempDirectory("freshet-export");
    // Beside the target, so that it can be moved into place at once.
    Path fresh = fresh(target);
    try {
      Path arrow = parquet ? scratch.resolve("table.arrow") : fresh;
      SegmentExport.Result result = write(kept, segment(kept, values, scratch), arrow);
      if (parquet) {
        Parquet.write(arrow, fresh, input, Optional.ofNullable(python), terminal::note);
      }
      place(fresh, target);
      tell(result);
    } finally {
      Files.deleteIfExists(fresh);
      delete(scratch);
    }
    return ExitStatus.DONE;
  }

  /** Whether the file is to be Parquet. */
  private boolean checkTarget(Path target) {
    String file = target.toString().toLowerCase(Locale.ROOT);
    boolean parquet = file.endsWith(".parquet");
    if (!parquet && !file.endsWith(".arrow") && !file.endsWith(".feather")) {
      throw unusable("the name of the file must end in .arrow, .feather or .parquet");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw unusable("this is not a file; name another");
    }
    if (Files.exists(target) && !force) {
      throw exists();
    }
    if (!Files.isDirectory(Objects.requireNonNull(target.getParent()))) {
      throw unusable("there is no such directory; make it first (mkdir -p)");
    }
    return parquet;
  }

  private UnreadableInputException exists() {
    return unusable("it exists already; name another file, or overwrite it with --force");
  }

  private UnreadableInputException unusable(String problem) {
    return new UnreadableInputException(String.valueOf(output), problem);
  }

  private ResultStore store(NotebookInput input) {
    Path root =
        directory == null
            ? RunPlaces.store(Objects.requireNonNull(notebook))
            : directory.toAbsolutePath().normalize();
    try {
      if (StoreContents.isStore(root)) {
        return new ResultStore(root, null, 0, line -> terminal.note("freshet: " + line));
      }
    } catch (NewerStoreException e) {
      throw new UnreadableInputException(root.toString(), String.valueOf(e.getMessage()), e);
    }
    throw new UnreadableInputException(
        input.shown(), "no results are kept in " + root + "; 'freshet run' keeps them");
  }

  private KeptValues.Kept find(NotebookInput input, KeptValues values) {
    CodeCell code =
        new CellNames(input)
            .find(cell).stream()
                .mapToObj(
                    NotebookRun.analysis(
                                input.directory(),
                                Optional.empty(),
                                KernelNames.of(input.document()))
                            .apply(input.notebook())
                        ::at)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(
                    () ->
                        new UnreadableInputException(
                            input.shown(),
                            "no code cell has the index, id or title "
                                + cell
                                + "; 'freshet graph' lists them"));
    String where = input.shown() + ": " + new CellNames(input).of(code.index());
    Execution execution =
        values
            .execution(code.id(), code.digest())
            .orElseThrow(
                () ->
                    new UnreadableInputException(
                        where, "no result of its present text is kept; run it with 'freshet run'"));
    return KeptValues.value(execution, name)
        .orElseThrow(() -> new UnreadableInputException(where, leaves(execution)));
  }

  private String leaves(Execution execution) {
    TreeSet<String> names = new TreeSet<>(execution.exports().moved().keySet());
    if (names.contains(name)) {
      return "the value of " + name + " is not kept any more; run the cell with 'freshet run'";
    }
    return "it does not leave "
        + name
        + ", but "
        + (names.isEmpty() ? "no names" : String.join(", ", names))
        + "; name the cell that binds or changes it";
  }

  private Segment segment(KeptValues.Kept kept, KeptValues values, Path scratch)
      throws IOException {
    String type = kept.variable().type();
    Residence residence = kept.group().resident();
    if (residence != null) {
      throw new UnreadableInputException(
          name,
          "this "
              + type
              + " lives only in the process that made it ("
              + residence.reason()
              + "); write it to a file in a cell");
    }
    if (kept.variable().columns().isEmpty()) {
      throw new UnreadableInputException(
          name,
          "no column of this "
              + type
              + " is kept where other programs could read it: only those of frames, series and"
              + " arrays are, if they have 256 bytes or more; "
              + (kept.group().refs().isEmpty()
                  ? "write it to a file in a cell"
                  : "it shares memory with another cell's value: name the cell that made that"));
    }
    return values
        .segment(kept.group(), scratch)
        .orElseThrow(
            () ->
                new UnreadableInputException(
                    name, "its value is not kept any more; run the cell with 'freshet run'"));
  }

  private SegmentExport.Result write(KeptValues.Kept kept, Segment segment, Path file)
      throws IOException {
    try {
      return SegmentExport.toArrow(segment, kept.variable(), file);
    } catch (IOException e) {
      throw new UnreadableInputException(name, "it could not be exported: " + e.getMessage(), e);
    }
  }

  private static Path fresh(Path target) {
    return target.resolveSibling(
        "." + target.getFileName() + "." + ProcessHandle.current().pid() + ".new");
  }

  private void place(Path fresh, Path target) throws IOException {
    try {
      if (force) {
        Files.move(
            fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } else {
        Files.move(fresh, target);
      }
    } catch (FileAlreadyExistsException e) {
      throw exists();
    }
  }

  private void tell(SegmentExport.Result result) {
    terminal
        .out()
        .printf(
            Locale.ROOT,
            "%s: %d rows, %d columns%n",
            output,
            result.rows(),
            result.written().size());
    List<String> opaque = result.opaque();
    if (!opaque.isEmpty()) {
      terminal.note(
          "freshet: not written, because only Python can read them: "
              + String.join(", ", opaque)
              + "; write them in a cell (to_parquet, to_feather)");
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
