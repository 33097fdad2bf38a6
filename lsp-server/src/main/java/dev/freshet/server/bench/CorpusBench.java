package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.server.corpus.StaticScore;
import dev.freshet.server.corpus.StaticScore.Figure;
import dev.freshet.server.files.NotebookAnalysis;
import dev.freshet.server.files.NotebookInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How right the predictions are on a corpus whose notebooks were traced. The peers' figures were
 * measured once, on the dev corpus of docs/accuracy.md, and are no part of the run; {@code flow} is
 * a flow-sensitive analysis of 150 lines that takes every receiver and argument for changed.
 */
final class CorpusBench implements Bench {
  private static final String FLOW = "flow-sensitive + inner names";
  private static final String IPYFLOW = "ipyflow static";

  /** A figure, the best that a peer reaches in it, and what is promised, in percent. */
  private record Row(String name, Figure figure, String peer, double peers, double target) {}

  private static final List<Row> ROWS =
      List.of(
          new Row("complete", Figure.COMPLETE, FLOW, 75.0, 97),
          new Row("ordered", Figure.ORDERED, FLOW, 93.2, 99.8),
          new Row("free", Figure.FREE, FLOW, 82.1, 95),
          new Row("reads.direct", Figure.READS_DIRECT, FLOW, 94.9, 99.8),
          new Row("reads.deferred", Figure.READS_DEFERRED, FLOW, 74.4, 99),
          new Row("reads.precision", Figure.READS_PRECISION, IPYFLOW, 99.2, 98),
          new Row("writes.recall", Figure.WRITES_RECALL, FLOW, 55.9, 99.5),
          new Row("mutation.recall", Figure.MUTATION_RECALL, IPYFLOW, 33, 95),
          new Row("mutation.precision", Figure.MUTATION_PRECISION, IPYFLOW, 90, 90));

  @Override
  public String name() {
    return "corpus.static";
  }

  @Override
  public boolean needsCorpus() {
    return true;
  }

  @Override
  public Measured run(BenchContext context) throws IOException {
    StaticScore score = score(context.corpus().orElseThrow());
    return Measured.of(ROWS.stream().map(row -> result(row, score)).toList());
  }

  private BenchResult result(Row row, StaticScore score) {
    double ours = score.percent(row.figure());
    Sample us = new Sample(ours, ours, (int) score.of(row.figure()));
    BenchResult.Peer peer =
        new BenchResult.Peer(row.peer(), new Sample(row.peers(), row.peers(), 1));
    String full = name() + "." + row.name();
    return new BenchResult(full, "%", us, peer, ours / row.peers(), row.target() / row.peers());
  }

  /**
   * Scores the executable notebooks of a corpus.
   *
   * @throws IOException if the manifest, a notebook or a trace cannot be read
   */
  static StaticScore score(Path corpus) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    Path manifest = corpus.resolve("manifest.json");
    if (!Files.isRegularFile(manifest)) {
      throw new IOException(corpus + " is no corpus: it has no manifest.json");
    }
    StaticScore score = new StaticScore();
    for (JsonNode row : json.readTree(manifest.toFile())) {
      if (row.path("kind").asText("executable").equals("executable") && row.has("oracle")) {
        Path notebook = corpus.resolve(row.path("local").asText());
        JsonNode trace = json.readTree(corpus.resolve(row.path("oracle").asText()).toFile());
        score.add(
            NotebookAnalysis.of(NotebookInput.read(notebook)),
            trace,
            json.readTree(notebook.toFile()));
      }
    }
    if (score.notebooks() == 0) {
      throw new IOException(corpus + " has no traced notebook");
    }
    return score;
  }
}
