package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.NotebookFile;
import dev.freshet.analyzer.syntax.Parsed;
import dev.freshet.analyzer.syntax.Parser;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The cells to measure on: those that come with Freshet, and those of notebooks that are given. */
final class BenchCells {
  private static final int LINES = 20;

  // The mean of real notebooks is five lines a cell.
  private static final int USUAL_LINES = 5;

  private BenchCells() {}

  /** Cells of about twenty lines. */
  static List<String> ofTwentyLines(List<Path> notebooks) throws IOException {
    List<String> cells = new ArrayList<>(bundled());
    for (Path notebook : notebooks) {
      cells.addAll(joined(notebook));
    }
    return cells;
  }

  /**
   * Cells as a notebook has them, one after the other and from the start again, until there are
   * enough: of the notebooks given, else those that come with Freshet, cut between statements.
   */
  static List<Cell> ofNotebook(List<Path> notebooks, int count) throws IOException {
    List<String> pool = new ArrayList<>();
    for (Path notebook : notebooks) {
      NotebookFile.parse(Files.readAllBytes(notebook)).notebook().cells().stream()
          .filter(cell -> cell.isCode() && !cell.source().isBlank())
          .forEach(cell -> pool.add(cell.source()));
    }
    if (notebooks.isEmpty()) {
      bundled().forEach(cell -> cut(cell, pool));
    }
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      cells.add(Cell.code("cell" + i, pool.get(i % pool.size())));
    }
    return cells;
  }

  /** Writes the cells into a notebook's file. */
  static void write(List<Cell> cells, Path file) throws IOException {
    JsonMapper json = JsonMapper.builder().build();
    ArrayNode written = json.createArrayNode();
    for (Cell cell : cells) {
      ObjectNode each = written.addObject().put("cell_type", "code").put("id", cell.id().value());
      each.putNull("execution_count").putObject("metadata");
      each.putArray("outputs");
      each.put("source", cell.source());
    }
    ObjectNode notebook = json.createObjectNode();
    notebook.set("cells", written);
    notebook.putObject("metadata");
    json.writeValue(file.toFile(), notebook.put("nbformat", 4).put("nbformat_minor", 5));
  }

  private static void cut(String cell, List<String> pool) {
    Parsed parsed = Parser.parse(cell);
    int start = 0;
    for (Stmt statement : parsed.tree().body()) {
      int end = cell.indexOf('\n', statement.end());
      if (end >= 0 && lines(cell.substring(start, end)) >= USUAL_LINES) {
        pool.add(cell.substring(start, end));
        start = end + 1;
      }
    }
    if (!cell.substring(start).isBlank()) {
      pool.add(cell.substring(start).stripTrailing());
    }
  }

  private static long lines(String text) {
    return text.lines().count();
  }

  private static List<String> bundled() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(BenchCells.class.getResourceAsStream("cells20.py"))) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("(?m)^# %%.*\\R")).filter(c -> !c.isBlank()).toList();
    }
  }

  /** The notebook's healthy code cells, neighbours joined until they have about twenty lines. */
  private static List<String> joined(Path notebook) throws IOException {
    List<String> out = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    for (Cell each : NotebookFile.parse(Files.readAllBytes(notebook)).notebook().cells()) {
      if (each.isCode() && Parser.parse(each.source()).problems().isEmpty()) {
        cell.append(each.source()).append('\n');
      }
      if (cell.chars().filter(c -> c == '\n').count() >= LINES) {
        out.add(cell.toString());
        cell.setLength(0);
      }
    }
    return out;
  }
}
