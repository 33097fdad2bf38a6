package dev.freshet.analyzer.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.CellMatching;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.NotebookDocument;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.analyzer.notebook.UnreadableNotebookException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fences about files. {@code ipynb} and {@code script} give a document; {@code edit}, {@code
 * outputs} and {@code tags} change a cell of it (named by index); {@code outside} is a new version
 * of it from elsewhere. Expectations: {@code cells}, {@code warnings}, {@code diff} against the
 * text before the change, and {@code refused} for what cannot be read.
 */
final class NotebookSteps implements SpecSteps {
  private @Nullable NotebookDocument document;
  private @Nullable Notebook notebook;
  private @Nullable String refusal;
  private String before = "";

  @Override
  public Optional<String> perform(SpecFence fence) {
    switch (fence.kind()) {
      case "ipynb", "script" -> open(fence);
      case "outside" -> outside(fence);
      case "edit" -> show(document().withSource(cell(fence), fence.body().stripTrailing()));
      case "outputs" -> show(file().withOutputs(cell(fence), json(fence), OptionalInt.of(1)));
      case "tags" -> show(file().withTags(cell(fence), fence.body().lines().toList()));
      default -> {
        return Optional.of(expectation(fence));
      }
    }
    return Optional.empty();
  }

  @Override
  public void finish() {
    if (refusal != null) {
      throw new AssertionError("the notebook cannot be read: " + refusal);
    }
  }

  private String expectation(SpecFence fence) {
    return switch (fence.kind()) {
      case "cells" -> cells();
      case "warnings" -> document().warnings().stream().map(w -> w + "\n").collect(joined());
      case "diff" -> LineDiff.between(before, document().text());
      case "refused" -> refusal();
      default -> throw fence.unknown();
    };
  }

  private void open(SpecFence fence) {
    try {
      String name = fence.kind().equals("ipynb") ? "notebook.ipynb" : "script.py";
      show(NotebookDocument.parse(fence.body(), name));
      before = fence.body();
    } catch (UnreadableNotebookException e) {
      refusal = e.getMessage();
    }
  }

  private void outside(SpecFence fence) {
    Notebook old = notebook();
    show(NotebookDocument.parse(fence.body(), "notebook"));
    notebook = CellMatching.carryIds(old, notebook(), document().namedIds());
  }

  private void show(NotebookDocument next) {
    before = document == null ? "" : document.text();
    document = next;
    notebook = next.notebook();
  }

  private String refusal() {
    if (refusal == null) {
      throw new AssertionError("the notebook can be read");
    }
    String message = refusal;
    refusal = null;
    return message + "\n";
  }

  // One line of facts per cell, then its source.
  private String cells() {
    return IntStream.range(0, notebook().cells().size())
        .mapToObj(i -> i + " " + describe(notebook().cell(i)))
        .collect(joined());
  }

  private static String describe(Cell cell) {
    String kind = cell.kind().name().toLowerCase(Locale.ROOT);
    String tags = cell.tags().stream().map(tag -> " #" + tag).collect(joined());
    String source =
        cell.source().lines().map(line -> ("    " + line).stripTrailing() + "\n").collect(joined());
    return kind + " " + cell.id() + tags + "\n" + source;
  }

  private CellId cell(SpecFence fence) {
    return notebook().cell(Integer.parseInt(fence.argument())).id();
  }

  private static ArrayNode json(SpecFence fence) {
    try {
      return new JsonMapper().readValue(fence.body(), ArrayNode.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError("line " + fence.line() + ": " + e.getOriginalMessage(), e);
    }
  }

  private NotebookFile file() {
    if (document() instanceof NotebookFile file) {
      return file;
    }
    throw new AssertionError("only .ipynb files hold outputs and tags");
  }

  private NotebookDocument document() {
    if (document == null) {
      throw new AssertionError("no notebook yet");
    }
    return document;
  }

  private Notebook notebook() {
    if (notebook == null) {
      throw new AssertionError("no notebook yet");
    }
    return notebook;
  }

  private static Collector<CharSequence, ?, String> joined() {
    return Collectors.joining();
  }
}
