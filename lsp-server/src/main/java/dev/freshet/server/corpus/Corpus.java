package dev.freshet.server.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A directory with {@code manifest.json}, notebooks, their expected outputs, and the script {@code
 * tools/compare.py} that says whether two runs show the same.
 */
public record Corpus(Path root, List<CorpusEntry> entries) {
  public Corpus {
    entries = List.copyOf(entries);
  }

  /**
   * The executable notebooks whose path contains one of the given parts, or all of them.
   *
   * @throws IOException if the manifest cannot be read
   */
  public static Corpus read(Path root, List<String> parts) throws IOException {
    Path manifest = root.resolve("manifest.json");
    if (!Files.isRegularFile(manifest)) {
      throw new IOException(root + " is no corpus: it has no manifest.json");
    }
    List<CorpusEntry> entries = new ArrayList<>();
    for (JsonNode row : JsonMapper.builder().build().readTree(manifest.toFile())) {
      String local = row.path("local").asText();
      boolean wanted = parts.isEmpty() || parts.stream().anyMatch(local::contains);
      if (wanted && row.path("kind").asText("executable").equals("executable")) {
        entries.add(new CorpusEntry(local, row.path("expected").asText()));
      }
    }
    return new Corpus(root.toAbsolutePath().normalize(), entries);
  }
}
