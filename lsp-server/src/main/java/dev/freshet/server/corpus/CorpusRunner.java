package dev.freshet.server.corpus;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.NotebookDocument;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.executor.RunReport;
import dev.freshet.executor.RunReport.CellReport;
import dev.freshet.server.files.NotebookInput;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Runs one notebook of a corpus from a copy of its repository's folder, and compares what it shows.
 */
public final class CorpusRunner {
  private final Corpus corpus;
  private final NotebookRun.Settings settings;
  private final Comparison comparison;

  /** The Python runs the notebooks and the comparison. */
  public CorpusRunner(Corpus corpus, Path python, NotebookRun.Settings settings) {
    this.corpus = corpus;
    this.settings = settings;
    this.comparison = new Comparison(python, corpus.root());
  }

  /** Whether Jupyter, run here and now, differs from what is expected in the same way. */
  public boolean drifted(CorpusResult result) throws IOException, InterruptedException {
    return new Reference(comparison.python(), corpus.root())
        .sharesAll(result.entry(), result.difference());
  }

  /** Never throws for a notebook's own faults; they are the result's difference. */
  public CorpusResult run(CorpusEntry entry) throws IOException, InterruptedException {
    try (CopiedTree copy =
        new CopiedTree(corpus.root().resolve(entry.repository()), entry.repository())) {
      NotebookInput input = NotebookInput.read(copy.parent().resolve(entry.local()));
      RunReport report = NotebookRun.once(input, settings);
      if (report.fault() != null) {
        return CorpusResult.unrun(entry, report.fault());
      }
      Path executed = copy.parent().resolve("executed.ipynb");
      Files.writeString(executed, withOutputs(input.document(), report).text());
      String difference = comparison.differences(entry, executed, copy.parent());
      return result(
          entry, difference, report.document().cells(), report.document().mispredictions().size());
    }
  }

  private static NotebookFile withOutputs(NotebookDocument document, RunReport report)
      throws IOException {
    if (!(document instanceof NotebookFile file)) {
      throw new IOException("a corpus holds .ipynb files only");
    }
    JsonMapper json = JsonMapper.builder().build();
    NotebookFile executed = file;
    for (Map.Entry<CellId, List<String>> cell : report.outputs().entrySet()) {
      ArrayNode outputs = json.createArrayNode();
      for (String output : cell.getValue()) {
        outputs.add(json.readTree(output));
      }
      executed = executed.withOutputs(cell.getKey(), outputs, OptionalInt.empty());
    }
    return executed;
  }

  static CorpusResult result(
      CorpusEntry entry, String difference, List<CellReport> cells, int withdrawn) {
    double cellMs = 0;
    double first = Double.MAX_VALUE;
    double last = 0;
    for (CellReport cell : cells) {
      Double start = cell.start();
      Double end = cell.end();
      if (start != null && end != null) {
        cellMs += end - start;
        first = Math.min(first, start);
        last = Math.max(last, end);
      }
    }
    return new CorpusResult(
        entry, difference.isEmpty(), difference, cellMs, Math.max(0, last - first), withdrawn);
  }
}
