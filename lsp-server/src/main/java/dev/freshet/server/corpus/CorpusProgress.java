package dev.freshet.server.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Results of a long run in a file, one JSON object a line, written as they come: whoever was
 * interrupted goes on from there. Only what was equal counts as done.
 */
public final class CorpusProgress {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final Path file;
  private final String settings;
  private final Map<String, JsonNode> done = new LinkedHashMap<>();

  private CorpusProgress(Path file, String settings) {
    this.file = file;
    this.settings = settings;
  }

  /**
   * Reads what is there, if anything is.
   *
   * @param settings what must be the same for results to count, such as {@code --jobs 2}
   * @throws IOException if the file cannot be read, or is of a run with other settings
   */
  public static CorpusProgress open(Path file, String settings) throws IOException {
    CorpusProgress progress = new CorpusProgress(file, settings);
    if (Files.exists(file)) {
      String text = Files.readString(file);
      // The last line is cut where a run was killed while it wrote; nothing may be joined to it.
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      for (String line : whole.lines().toList()) {
        progress.take(line);
      }
      if (whole.length() < text.length()) {
        Files.writeString(file, whole);
      }
    }
    return progress;
  }

  private void take(String line) throws IOException {
    JsonNode row = parsed(line);
    String with = row.path("settings").asText();
    if (!with.equals(settings)) {
      throw new IOException(
          file + " is of a run with " + with + ", not " + settings + "; name another file");
    }
    if (row.path("equal").asBoolean()) {
      done.put(row.path("notebook").asText(), row);
    }
  }

  private JsonNode parsed(String line) throws IOException {
    try {
      JsonNode row = JSON.readTree(line);
      if (row != null && row.hasNonNull("settings")) {
        return row;
      }
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " holds no results of freshet corpus: " + e.getOriginalMessage(), e);
    }
    throw new IOException(file + " holds no results of freshet corpus");
  }

  /** What an earlier run found. */
  public Optional<CorpusResult> of(CorpusEntry entry) {
    return Optional.ofNullable(done.get(entry.local()))
        .map(
            row ->
                new CorpusResult(
                    entry,
                    true,
                    "",
                    row.path("cellMs").asDouble(),
                    row.path("wallMs").asDouble(),
                    row.path("withdrawn").asInt()));
  }

  public void add(CorpusResult result) throws IOException {
    String line =
        JSON.createObjectNode()
            .put("notebook", result.entry().local())
            .put("settings", settings)
            .put("equal", result.equal())
            .put("difference", result.difference())
            .put("cellMs", result.cellMs())
            .put("wallMs", result.wallMs())
            .put("withdrawn", result.withdrawn())
            .toString();
    Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
