package dev.freshet.server.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.server.corpus.StaticScore;
import dev.freshet.server.corpus.StaticScore.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The score of a corpus of one notebook, whose trace says more, and less, than can be predicted.
 */
final class CorpusBenchTest {
  private static final String NOTEBOOK =
      """
      {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
       {"cell_type": "code", "id": "a", "metadata": {}, "outputs": [], "execution_count": null,
        "source": "xs = [1]\\nk = 2\\ndef f():\\n    return k"},
       {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "text"},
       {"cell_type": "code", "id": "b", "metadata": {}, "outputs": [], "execution_count": null,
        "source": "xs.append(f())"},
       {"cell_type": "code", "id": "c", "metadata": {}, "outputs": [], "execution_count": null,
        "source": "xs.append(k)"},
       {"cell_type": "code", "id": "d", "metadata": {}, "outputs": [], "execution_count": null,
        "source": "y = 1"}]}
      """;

  // Cell 4 reads what its text does not show; cell 3 is said to have changed nothing.
  private static final String TRACE =
      """
      {"cells": [
       {"i": 0, "ok": true, "reads": {}, "writes": {"xs": "data", "k": "data", "f": "function"}},
       {"i": 2, "ok": true, "writes": {},
        "reads": {"xs": {"from": 0, "kinds": ["direct"]}, "f": {"from": 0, "kinds": ["direct"]},
                  "k": {"from": 0, "kinds": ["via"]}},
        "mutates": {"xs": {"kind": "data", "type": "builtins.list"}}},
       {"i": 3, "ok": true, "writes": {},
        "reads": {"xs": {"from": 0, "kinds": ["direct"], "mutated_by": [2]},
                  "k": {"from": 0, "kinds": ["direct"]}}},
       {"i": 4, "ok": true, "writes": {"y": "data", "z": "data"},
        "reads": {"k": {"from": 0, "kinds": ["direct"]}}}]}
      """;

  @Test
  void predictionsAreComparedWithTheTrace(@TempDir Path corpus) throws IOException {
    write(corpus);
    StaticScore score = CorpusBench.score(corpus);
    Map<Figure, Long> percent =
        List.of(Figure.values()).stream()
            .collect(Collectors.toMap(Function.identity(), f -> Math.round(score.percent(f))));
    assertThat(percent)
        .containsEntry(Figure.COMPLETE, 0L)
        .containsEntry(Figure.ORDERED, 75L)
        .containsEntry(Figure.FREE, 100L)
        .containsEntry(Figure.READS_DIRECT, 80L)
        .containsEntry(Figure.READS_DEFERRED, 100L)
        .containsEntry(Figure.READS_PRECISION, 100L)
        .containsEntry(Figure.WRITES_RECALL, 80L)
        .containsEntry(Figure.MUTATION_RECALL, 100L)
        .containsEntry(Figure.MUTATION_PRECISION, 50L);
  }

  @Test
  void eachFigureStandsBesideThePeers(@TempDir Path corpus) throws IOException {
    write(corpus);
    BenchContext context =
        new BenchContext(
            "python3", List.of(), 1, Optional.of(corpus), List.of(), Optional.empty(), false);
    List<BenchResult> results = new CorpusBench().run(context).lines();
    assertThat(results).extracting(BenchResult::name).contains("corpus.static.mutation.precision");
    BenchResult ordered = results.get(1);
    assertThat(ordered.ours().min()).isEqualTo(75);
    assertThat(ordered.ratio()).isLessThan(ordered.target());
  }

  @Test
  void aFolderWithoutAManifestIsNoCorpus(@TempDir Path folder) {
    assertThatThrownBy(() -> CorpusBench.score(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("manifest.json");
  }

  private static void write(Path corpus) throws IOException {
    Files.createDirectories(corpus.resolve("group"));
    Files.writeString(
        corpus.resolve("manifest.json"),
        "[{\"kind\": \"executable\", \"local\": \"group/n.ipynb\", \"oracle\": \"n.json\"}]");
    Files.writeString(corpus.resolve("group/n.ipynb"), NOTEBOOK);
    Files.writeString(corpus.resolve("n.json"), TRACE);
  }
}
