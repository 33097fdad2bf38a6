package dev.freshet.analyzer.notebook;

import java.util.List;

/**
 * How a file spells JSON, so that new values look like their neighbours.
 *
 * @param newline the line separator, empty when the file is written on one line
 * @param indent what one level of nesting adds
 * @param colon the text between key and value
 * @param comma the text between elements on one line
 * @param ascii whether other characters are written as {@code \\u} escapes
 * @param sorted whether keys are in alphabetical order
 * @param lines whether long texts are arrays of lines
 */
record JsonStyle(
    String newline,
    String indent,
    String colon,
    String comma,
    boolean ascii,
    boolean sorted,
    boolean lines) {

  /**
   * Reads the style off a notebook's text; {@code lines} and {@code sorted} come from its cells.
   */
  static JsonStyle of(String text, List<JsonScan.Member> members, boolean sorted, boolean lines) {
    JsonScan.Member first = members.get(0);
    String lead = text.substring(text.indexOf('{') + 1, first.keyStart());
    String newline = lead.contains("\r\n") ? "\r\n" : lead.contains("\n") ? "\n" : "";
    String colon = text.substring(keyEnd(text, first), first.value().start());
    return new JsonStyle(
        newline,
        newline.isEmpty() ? "" : lead.substring(lead.lastIndexOf('\n') + 1),
        colon.isBlank() ? ": " : colon,
        newline.isEmpty() && members.size() > 1 ? between(text, members) : ", ",
        !hasWideCharacter(text) && hasWideEscape(text),
        sorted,
        lines);
  }

  boolean pretty() {
    return !newline.isEmpty();
  }

  private static String between(String text, List<JsonScan.Member> members) {
    return text.substring(members.get(0).value().end(), members.get(1).keyStart());
  }

  private static int keyEnd(String text, JsonScan.Member member) {
    int at = member.keyStart() + 1;
    while (text.charAt(at) != '"') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    return at + 1;
  }

  private static boolean hasWideCharacter(String text) {
    return text.chars().skip(text.startsWith("\uFEFF") ? 1 : 0).anyMatch(c -> c > 0x7f);
  }

  private static boolean hasWideEscape(String text) {
    for (int at = text.indexOf("\\u"); at >= 0; at = text.indexOf("\\u", at + 2)) {
      if (!text.startsWith("00", at + 2) || text.charAt(at + 4) >= '8') {
        return true;
      }
    }
    return false;
  }
}
