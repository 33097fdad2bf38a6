package dev.freshet.server.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellChange;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.executor.RunReport;
import dev.freshet.server.files.AtomicFile;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.files.UnreadableInputException;
import dev.freshet.server.json.Documents;
import dev.freshet.server.run.CellOutputs;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The files that a run writes, each whole or not at all. */
record RunTargets(
    boolean inPlace, @Nullable Path output, @Nullable Path report, @Nullable Path timeline) {
  /** Says what cannot be written before anything runs. */
  void check(NotebookInput input) {
    boolean notebook = inPlace || output != null;
    if (notebook && !(input.document() instanceof NotebookFile)) {
      throw new UnreadableInputException(
          input.shown(), "a script holds no outputs; run it without --in-place and -o");
    }
    if (timeline != null) {
      String name = timeline.toString();
      if (!name.endsWith(".html") && !name.endsWith(".svg")) {
        throw new UnreadableInputException(name, "a timeline's name ends in .html or .svg");
      }
    }
    Path notebookFile = inPlace ? Path.of(input.shown()) : output;
    Stream.of(
            Optional.ofNullable(notebookFile),
            Optional.ofNullable(report),
            Optional.ofNullable(timeline))
        .flatMap(Optional::stream)
        .forEach(RunTargets::checkWritable);
  }

  /** A long run is not to end with a file that could never have been written. */
  private static void checkWritable(Path file) {
    AtomicFile.obstacle(file)
        .ifPresent(
            why -> {
              throw new UnreadableInputException(file.toString(), "it cannot be written: " + why);
            });
  }

  void write(NotebookInput input, RunReport result, boolean allowErrors, Terminal terminal)
      throws IOException {
    if (report != null) {
      write(report, Documents.pretty(result.json()) + "\n");
    }
    if (timeline != null) {
      boolean html = timeline.toString().endsWith(".html");
      write(
          timeline,
          html ? new Timeline(result, input).page() : new TimelineDrawing(result.document()).svg());
    }
    if (result.interrupted() || result.fault() != null) {
      return;
    }
    if (output != null) {
      write(output, withOutputs(input, result).bytes());
    } else if (inPlace && result.failed() && !allowErrors) {
      terminal.note("freshet: " + input.shown() + " was left as it is, because a cell failed");
    } else if (inPlace && changedMeanwhile(input)) {
      terminal.note(
          "freshet: " + input.shown() + " was left as it is, because it was saved during the run");
    } else if (inPlace) {
      write(Path.of(input.shown()), withOutputs(input, result).bytes());
    }
  }

  private static boolean changedMeanwhile(NotebookInput input) {
    try {
      return !NotebookInput.read(Path.of(input.shown()))
          .document()
          .text()
          .equals(input.document().text());
    } catch (UnreadableInputException e) {
      return true;
    }
  }

  private static void write(Path file, String text) {
    write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Path file, byte[] content) {
    try {
      AtomicFile.write(file, content);
    } catch (IOException e) {
      throw new UnreadableInputException(
          file.toString(), "it could not be written and is as it was: " + e, e);
    }
  }

  private static NotebookFile withOutputs(NotebookInput input, RunReport result) {
    if (!(input.document() instanceof NotebookFile file)) {
      throw new IllegalStateException("checked before the run");
    }
    List<CellChange> changes = new ArrayList<>();
    int count = 0;
    for (Cell cell : input.notebook().cells()) {
      if (cell.isCode() && !cell.source().isBlank()) {
        count++;
        if (result.outputs().containsKey(cell.id())) {
          changes.add(change(cell.id(), result.outputs(), count));
        }
      }
    }
    return file.with(changes);
  }

  private static CellChange change(CellId cell, Map<CellId, List<String>> outputs, int count) {
    ArrayNode array = JsonMapper.builder().build().createArrayNode();
    outputs.getOrDefault(cell, List.of()).forEach(o -> array.add(CellOutputs.parse(o)));
    return new CellChange.SetOutputs(cell, array, OptionalInt.of(count));
  }
}
