package dev.freshet.server.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a traced run saw a cell do; names of the shell's own are left out.
 *
 * @param index the cell's place in the notebook
 * @param source its text
 * @param reads by name
 * @param bound names it bound, deleted, or bound for a while
 * @param lives names that were bound when it ended
 * @param changed objects whose content was another afterwards, as names
 * @param countedChanges of those, the ones that a prediction is expected to name
 * @param ambient interpreter state that it changed
 */
record TracedCell(
    int index,
    String source,
    Map<String, Read> reads,
    Set<String> bound,
    Set<String> lives,
    Set<String> deleted,
    Set<String> changed,
    Set<String> countedChanges,
    Set<String> ambient,
    Set<String> filesRead,
    Set<String> filesWritten) {
  private static final Pattern HIDDEN =
      Pattern.compile("(_+|_i+|_i?\\d+|In|Out|exit|quit|get_ipython|open|_cell_0_.*)");
  static final Set<String> GENERATORS = Set.of("np_random", "py_random");

  /**
   * A name that an earlier cell bound.
   *
   * @param deferred whether only code of other cells read it
   * @param from the cell that bound it
   * @param changedBy the cells that have changed its object since
   */
  record Read(boolean deferred, OptionalInt from, List<Integer> changedBy) {
    Read {
      changedBy = List.copyOf(changedBy);
    }
  }

  TracedCell {
    reads = Map.copyOf(reads);
    bound = Set.copyOf(bound);
    lives = Set.copyOf(lives);
    deleted = Set.copyOf(deleted);
    changed = Set.copyOf(changed);
    countedChanges = Set.copyOf(countedChanges);
    ambient = Set.copyOf(ambient);
    filesRead = Set.copyOf(filesRead);
    filesWritten = Set.copyOf(filesWritten);
  }

  static boolean isHidden(String name) {
    return HIDDEN.matcher(name).matches();
  }

  /** The cells of a trace, up to the first that failed. */
  static List<TracedCell> all(JsonNode trace, JsonNode notebook) {
    List<TracedCell> cells = new ArrayList<>();
    for (JsonNode cell : trace.path("cells")) {
      if (!cell.path("ok").asBoolean()) {
        break;
      }
      cells.add(of(cell, source(notebook.path("cells").path(cell.path("i").asInt()))));
    }
    return cells;
  }

  private static String source(JsonNode cell) {
    JsonNode source = cell.path("source");
    StringBuilder text = new StringBuilder(source.isTextual() ? source.asText() : "");
    source.forEach(line -> text.append(line.asText()));
    return text.toString();
  }

  private static TracedCell of(JsonNode cell, String source) {
    Set<String> written = names(cell.path("writes"), name -> true);
    Set<String> deleted = names(cell.path("deletes"), name -> true);
    Set<String> bound = names(cell.path("transient"), name -> !isHidden(name));
    written.stream().filter(name -> !isHidden(name)).forEach(bound::add);
    deleted.stream().filter(name -> !isHidden(name)).forEach(bound::add);
    Set<String> ambient = names(cell.path("ambient"), name -> true);
    JsonNode changes = cell.path("mutates");
    boolean draws = ambient.stream().anyMatch(GENERATORS::contains);
    return new TracedCell(
        cell.path("i").asInt(),
        source,
        reads(cell.path("reads")),
        bound,
        written,
        deleted,
        names(changes, name -> true),
        names(changes, name -> isCounted(changes.path(name), draws)),
        ambient,
        names(cell.path("files_read"), name -> true),
        names(cell.path("files_written"), name -> true));
  }

  // A name that is bound anew is a write; SciPy's distributions hold the global generator.
  private static boolean isCounted(JsonNode change, boolean draws) {
    String kind = change.path("kind").asText();
    String type = change.path("type").asText();
    return !change.path("also_written").asBoolean()
        && (kind.equals("data") || kind.equals("mpl"))
        && !(draws && type.startsWith("scipy."))
        && !type.contains("Shell");
  }

  private static Map<String, Read> reads(JsonNode reads) {
    Map<String, Read> all = new HashMap<>();
    for (String name : names(reads, each -> !isHidden(each))) {
      JsonNode read = reads.path(name);
      List<String> kinds = new ArrayList<>();
      read.path("kinds").forEach(kind -> kinds.add(kind.asText()));
      List<Integer> changedBy = new ArrayList<>();
      read.path("mutated_by").forEach(cell -> changedBy.add(cell.asInt()));
      JsonNode from = read.path("from");
      OptionalInt source = from.isInt() ? OptionalInt.of(from.asInt()) : OptionalInt.empty();
      all.put(name, new Read(kinds.equals(List.of("via")), source, changedBy));
    }
    return all;
  }

  /** The elements of an array, or the keys of an object. */
  private static Set<String> names(JsonNode node, Predicate<String> wanted) {
    Set<String> names = new HashSet<>();
    if (node.isObject()) {
      node.fieldNames().forEachRemaining(names::add);
    } else {
      node.forEach(each -> names.add(each.asText()));
    }
    names.removeIf(wanted.negate());
    return names;
  }
}
