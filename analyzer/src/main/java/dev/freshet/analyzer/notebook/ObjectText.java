package dev.freshet.analyzer.notebook;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The text of one JSON object, in which members can be set without touching the others.
 *
 * @param indent the indentation of the line on which the object begins
 */
record ObjectText(String text, List<JsonScan.Member> members, JsonStyle style, String indent) {
  static ObjectText of(String text, JsonStyle style, String indent) {
    return new ObjectText(text, JsonScan.members(text), style, indent);
  }

  /** The text of a key's value; of a repeated key, the last one's, as Python reads it. */
  Optional<String> value(String key) {
    return last(key).map(m -> m.value().of(text));
  }

  /** The indentation of the lines on which this object's keys stand. */
  String inner() {
    if (!members.isEmpty()) {
      String lead = text.substring(1, members.get(0).keyStart());
      int line = lead.lastIndexOf('\n');
      return line < 0 ? indent : lead.substring(line + 1);
    }
    return indent + style.indent();
  }

  /** This object with a key's value replaced, or the key added where the file's order wants it. */
  ObjectText with(String key, String value) {
    return last(key)
        .map(m -> splice(m.value().start(), m.value().end(), value))
        .orElseGet(() -> added(key, value));
  }

  private ObjectText added(String key, String value) {
    String member = JsonWriter.quote(key, style) + style.colon() + value;
    if (members.isEmpty()) {
      String open = style.pretty() ? style.newline() + inner() : "";
      String close = style.pretty() ? style.newline() + indent : "";
      return of("{" + open + member + close + "}", style, indent);
    }
    int place = isSorted(members) ? placeOf(key) : members.size();
    if (place < members.size()) {
      int at = members.get(place).keyStart();
      return splice(at, at, member + separator());
    }
    int at = members.get(place - 1).value().end();
    return splice(at, at, separator() + member);
  }

  static boolean isSorted(List<JsonScan.Member> members) {
    return IntStream.range(1, members.size())
        .allMatch(i -> members.get(i - 1).key().compareTo(members.get(i).key()) <= 0);
  }

  private int placeOf(String key) {
    return (int) members.stream().filter(m -> m.key().compareTo(key) < 0).count();
  }

  private String separator() {
    if (members.size() > 1) {
      return text.substring(members.get(0).value().end(), members.get(1).keyStart());
    }
    boolean ownLine = text.substring(0, members.get(0).keyStart()).contains("\n");
    return ownLine ? "," + style.newline() + inner() : style.comma();
  }

  private ObjectText splice(int start, int end, String part) {
    return of(text.substring(0, start) + part + text.substring(end), style, indent);
  }

  private Optional<JsonScan.Member> last(String key) {
    return members.stream().filter(m -> m.key().equals(key)).reduce((a, b) -> b);
  }
}
