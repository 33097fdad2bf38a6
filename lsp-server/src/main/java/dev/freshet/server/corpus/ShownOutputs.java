package dev.freshet.server.corpus;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.executor.RunReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Compares what several runs of one text show, in the terms of the corpus' own {@code compare.py}
 * (addresses, times and paths do not count). Cells that two fresh runs show differently do not
 * count either.
 *
 * @param python runs the comparison
 * @param tools the corpus' scripts
 */
record ShownOutputs(Path python, Path tools) {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final String SCRIPT =
      """
      import json, sys
      sys.path.insert(0, sys.argv[1])
      import compare
      runs = json.load(sys.stdin)
      shown = []
      for run in runs:
          compare.ROOTS[:] = [run["root"]]
          shown.append([compare.outs(cell) for cell in run["cells"]])
      ours, *fresh = shown
      differ = failed = 0
      for i, got in enumerate(ours):
          want = fresh[0][i]
          if failed and any(run["cells"][i]["aborted"] for run in runs):
              continue
          failed = failed or any(one["type"] == "error" for one in got)
          if got != want and all(other[i] == want for other in fresh):
              differ += 1
              print("cell", i, "\\n  want", json.dumps(want)[:300], "\\n  got ", json.dumps(got)[:300])
      sys.exit(bool(differ))
      """;

  /** What a run of the notebook showed, and the directory that stood for the corpus in it. */
  record Shown(Path root, RunReport report) {}

  /**
   * Empty when the first shows what all others agree on. Below an error <i>Restart &amp; Run
   * All</i> shows nothing; which cells run there all the same depends on what is known of those
   * that failed, so that one that was given up in a run is not compared.
   */
  String differences(Notebook notebook, List<Shown> runs) throws IOException, InterruptedException {
    ArrayNode all = JSON.createArrayNode();
    for (Shown run : runs) {
      all.add(document(notebook, run));
    }
    Process process =
        new ProcessBuilder(python.toString(), "-c", SCRIPT, tools.toString())
            .redirectErrorStream(true)
            .start();
    process.getOutputStream().write(JSON.writeValueAsBytes(all));
    process.getOutputStream().close();
    String text =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    return process.waitFor() == 0 ? "" : text;
  }

  private static ObjectNode document(Notebook notebook, Shown run) throws IOException {
    ObjectNode document = JSON.createObjectNode().put("root", run.root().toString());
    ArrayNode cells = document.putArray("cells");
    Set<String> aborted =
        run.report().document().cells().stream()
            .filter(cell -> cell.state().equals("aborted"))
            .map(RunReport.CellReport::id)
            .collect(Collectors.toSet());
    for (Cell cell : notebook.cells()) {
      ArrayNode outputs =
          cells.addObject().put("aborted", aborted.contains(cell.id().value())).putArray("outputs");
      for (String output : run.report().outputs().getOrDefault(cell.id(), List.of())) {
        outputs.add(JSON.readTree(output));
      }
    }
    return document;
  }
}
