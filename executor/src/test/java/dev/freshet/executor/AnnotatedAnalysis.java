package dev.freshet.executor;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.DependencyGraph;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.executor.plan.CodeCell;
import dev.freshet.executor.plan.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Predictions as a test states them: a comment such as {@code #: reads a b, writes c, mutates d}.
 * What it does not state, the prediction misses.
 */
final class AnnotatedAnalysis {
  private static final Pattern STATED = Pattern.compile("#: (.*)");

  private AnnotatedAnalysis() {}

  static Program of(Notebook notebook) {
    List<CodeCell> cells = new ArrayList<>();
    for (int i = 0; i < notebook.cells().size(); i++) {
      Cell cell = notebook.cell(i);
      if (cell.isCode() && !cell.source().isBlank()) {
        String digest = Integer.toHexString(cell.source().hashCode());
        cells.add(new CodeCell(cell, i, cells.size() + 1, digest, effects(cell.source())));
      }
    }
    return new Program(cells, new DependencyGraph(notebook.cells().size(), List.of()));
  }

  private static CellEffects effects(String source) {
    Matcher stated = STATED.matcher(source);
    List<CellEffects.Read> reads = new ArrayList<>();
    List<CellEffects.Write> writes = new ArrayList<>();
    List<CellEffects.Mutation> mutations = new ArrayList<>();
    if (stated.find()) {
      for (String part : stated.group(1).split(",\\s*", -1)) {
        String[] words = part.split("\\s+", -1);
        for (int i = 1; i < words.length; i++) {
          switch (words[0]) {
            case "reads" ->
                reads.add(
                    new CellEffects.Read(words[i], Certainty.MUST, false, List.of(), List.of()));
            case "writes" -> writes.add(new CellEffects.Write(words[i], Certainty.MUST, List.of()));
            default ->
                mutations.add(
                    new CellEffects.Mutation(words[i], Certainty.MAY, "method", List.of()));
          }
        }
      }
    }
    return new CellEffects(
        reads,
        writes,
        mutations,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        false,
        true,
        List.of());
  }
}
