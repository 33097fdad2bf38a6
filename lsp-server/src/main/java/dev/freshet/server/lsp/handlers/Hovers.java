package dev.freshet.server.lsp.handlers;

import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.server.words.EffectWords;
import dev.freshet.server.words.OutputWords;
import dev.freshet.server.words.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.lsp4j.Hover;
import org.eclipse.lsp4j.MarkupContent;
import org.eclipse.lsp4j.MarkupKind;
import org.eclipse.lsp4j.Position;

/** Hover: where the name under the cursor comes from, the cell's sets, its status and output. */
public final class Hovers {
  private static final int OUTPUT_LINES = 20;

  private Hovers() {}

  public static Optional<Hover> at(View view, String document, Position position) {
    return view.open()
        .at(document, position)
        .filter(at -> view.isCode(at.index()))
        .map(at -> new Hover(new MarkupContent(MarkupKind.MARKDOWN, text(view, at))));
  }

  private static String text(View view, CellPosition at) {
    List<String> parts = new ArrayList<>(names(view, at));
    CellState state = view.state(at.index());
    String took =
        state.durationMs().isPresent()
            ? " (" + Times.of(state.durationMs().getAsDouble()) + ")"
            : "";
    parts.add("**Cell " + at.index() + "** — " + Wording.status(state) + took);
    String sets = EffectWords.of(view.analysis().effects(at.index()));
    parts.add(sets.isEmpty() ? "reads and writes no names" : sets);
    String output = OutputWords.brief(state.outputs(), OUTPUT_LINES);
    if (!output.isEmpty()) {
      parts.add("Last output:\n" + fenced(output));
    }
    return String.join("\n\n", parts);
  }

  private static List<String> names(View view, CellPosition at) {
    List<String> found = new ArrayList<>();
    CellEffects effects = view.analysis().effects(at.index());
    for (CellEffects.Read read : effects.reads()) {
      if (touches(read.ranges(), at.offset())) {
        found.add("`" + read.name() + "` " + origin(view, read));
      }
    }
    for (CellEffects.Write write : effects.writes()) {
      if (touches(write.ranges(), at.offset())) {
        found.add(
            "`" + write.name() + "` is written here" + readers(view, at.index(), write.name()));
      }
    }
    for (CellEffects.Mutation mutation : effects.mutations()) {
      if (touches(mutation.ranges(), at.offset())) {
        String may = mutation.certainty() == Certainty.MAY ? "may be" : "is";
        found.add("`" + mutation.name() + "` " + may + " changed in place here" + how(mutation));
      }
    }
    return found;
  }

  /** Of several changes of a name in a cell only the first is known so well. */
  private static String how(CellEffects.Mutation mutation) {
    if (mutation.ranges().size() != 1) {
      return "";
    }
    return switch (mutation.how()) {
      case "method", "append" -> ", by a method";
      case "subscript" -> ", by assigning to an item";
      case "attribute" -> ", by assigning to an attribute";
      case "operator" -> ", by an operator";
      case "iteration" -> ", by being iterated over";
      case "with" -> ", by a with statement";
      case "call" -> ", by what is called";
      default -> "";
    };
  }

  private static String origin(View view, CellEffects.Read read) {
    if (read.from().isEmpty()) {
      return "is written by no earlier cell";
    }
    return "comes from "
        + read.from().stream()
            .map(i -> "cell " + i + " (`" + Wording.title(view, i).replace('`', '\'') + "`)")
            .collect(Collectors.joining(", "))
        + (read.deferred() ? ", through a function that is called here" : "");
  }

  private static String readers(View view, int index, String name) {
    List<String> cells = new ArrayList<>();
    for (int i = index + 1; i < view.size(); i++) {
      boolean reads =
          view.analysis().effects(i).reads().stream()
              .anyMatch(r -> r.name().equals(name) && r.from().contains(index));
      if (reads) {
        cells.add(String.valueOf(i));
      }
    }
    if (cells.isEmpty()) {
      return "";
    }
    return " and read by " + (cells.size() == 1 ? "cell " : "cells ") + String.join(", ", cells);
  }

  private static boolean touches(List<SourceRange> ranges, int offset) {
    return ranges.stream().anyMatch(r -> r.start() <= offset && offset <= r.end());
  }

  // A fence must be longer than any run of backticks inside it.
  private static String fenced(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return fence + "text\n" + text + "\n" + fence;
  }
}
