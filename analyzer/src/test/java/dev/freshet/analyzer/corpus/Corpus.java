package dev.freshet.analyzer.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.NotebookDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of notebooks with a manifest. */
record Corpus(Path root) {
  /** One notebook of it. */
  record Entry(String path, Notebook notebook, AnalysisInputs inputs) {}

  /** The notebooks that can be run. */
  List<Entry> executable() throws IOException {
    List<Entry> entries = new ArrayList<>();
    JsonNode manifest = new JsonMapper().readTree(root.resolve("manifest.json").toFile());
    for (JsonNode each : manifest) {
      if (each.path("kind").asText("executable").equals("executable")) {
        entries.add(entry(root.resolve(each.get("local").asText())));
      }
    }
    return entries;
  }

  private static Entry entry(Path file) throws IOException {
    String text = Files.readString(file);
    Notebook notebook = NotebookDocument.parse(text, file.getFileName().toString()).notebook();
    return new Entry(file.toString(), notebook, inputs(file.resolveSibling("").normalize()));
  }

  private static AnalysisInputs inputs(Path folder) throws IOException {
    Map<String, String> modules = new HashMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".py")).toList()) {
        String name = file.getFileName().toString();
        modules.put(name.substring(0, name.length() - 3), Files.readString(file));
      }
    }
    return new AnalysisInputs(modules, path -> Files.exists(folder.resolve(path)));
  }
}
