package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The comment that begins a cell of a script: {@code # %% title [markdown] key="value"}, {@code #
 * In[3]:} or {@code # <codecell>}.
 *
 * @param count the execution count of {@code In[3]}, or -1
 */
record CellMarker(String title, CellKind kind, JsonNode keys, int count) {
  private static final Pattern PERCENT = Pattern.compile("\\s*#\\s*%%%*(?:\\s(.*))?");
  private static final Pattern NUMBERED =
      Pattern.compile("\\s*#\\s*In\\[\\s*(\\d{0,9})\\s*\\]:?\\s*");
  private static final Pattern NAMED = Pattern.compile("\\s*#\\s*<(code|markdown|raw)cell>\\s*");
  private static final Pattern KIND = Pattern.compile("(?:^|\\s)\\[(markdown|md|raw)\\](?=\\s|$)");

  /** Reads a line, if it is a marker. */
  static Optional<CellMarker> of(String line) {
    if (line.indexOf('#') < 0) {
      return Optional.empty();
    }
    Matcher percent = PERCENT.matcher(line);
    if (percent.matches()) {
      return Optional.of(titled(percent.group(1) == null ? "" : percent.group(1)));
    }
    Matcher numbered = NUMBERED.matcher(line);
    if (numbered.matches()) {
      String count = numbered.group(1);
      return Optional.of(plain(CellKind.CODE, count.isEmpty() ? -1 : Integer.parseInt(count)));
    }
    Matcher named = NAMED.matcher(line);
    return named.matches() ? Optional.of(plain(kind(named.group(1)), -1)) : Optional.empty();
  }

  /** What holds for the text before the first marker. */
  static CellMarker none() {
    return plain(CellKind.CODE, -1);
  }

  /** A key's value as text, empty when absent. */
  String key(String name) {
    return keys.path(name).asText("");
  }

  /** The id or name that the marker gives, or empty. */
  String id() {
    return key("id").isEmpty() ? key("name") : key("id");
  }

  List<String> tags() {
    List<String> tags = new ArrayList<>();
    keys.path("tags").forEach(tag -> tags.add(tag.asText()));
    return tags;
  }

  /** Whether jupytext's {@code active} key takes the code out of the notebook. */
  boolean isInactive() {
    return !key("active").isEmpty() && !key("active").contains("ipynb");
  }

  private static CellMarker plain(CellKind kind, int count) {
    return new CellMarker("", kind, MarkerKeys.NONE, count);
  }

  private static CellMarker titled(String text) {
    MarkerKeys keys = MarkerKeys.of(text);
    Matcher kind = KIND.matcher(keys.before());
    boolean found = kind.find();
    String title = found ? kind.replaceFirst("") : keys.before();
    CellMarker marker =
        new CellMarker(
            title.strip(), found ? kind(kind.group(1)) : CellKind.CODE, keys.values(), -1);
    return marker.isInactive()
        ? new CellMarker(marker.title(), CellKind.RAW, marker.keys(), -1)
        : marker;
  }

  private static CellKind kind(String name) {
    return switch (name) {
      case "markdown", "md" -> CellKind.MARKDOWN;
      case "raw" -> CellKind.RAW;
      default -> CellKind.CODE;
    };
  }
}
