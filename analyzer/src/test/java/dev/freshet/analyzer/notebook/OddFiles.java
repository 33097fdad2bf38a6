package dev.freshet.analyzer.notebook;

import java.util.LinkedHashMap;
import java.util.Map;

/** Small notebooks whose JSON is spelt in ways that tools other than Jupyter use. */
final class OddFiles {
  private static final String PLAIN =
      """
      {
       "cells": [
        {
         "cell_type": "code",
         "execution_count": 7,
         "metadata": {
          "collapsed": true
         },
         "outputs": [
          {
           "name": "stdout",
           "output_type": "stream",
           "text": [
            "été 1.0\\n",
            "big\\n"
           ]
          }
         ],
         "source": [
          "x = 1\\n",
          "x"
         ]
        },
        {
         "cell_type": "markdown",
         "metadata": {},
         "source": [
          "# Über uns"
         ]
        },
        {
         "cell_type": "code",
         "execution_count": null,
         "metadata": {},
         "outputs": [],
         "source": []
        }
       ],
       "metadata": {
        "kernelspec": {
         "display_name": "Python 3",
         "language": "python",
         "name": "python3"
        },
        "scale": [1.0, 1e0, 12345678901234567890123, 1E+2, -0.0]
       },
       "nbformat": 4,
       "nbformat_minor": 4
      }
      """;

  private static final String UNSORTED =
      """
      {"nbformat": 4, "nbformat_minor": 0, "x-unknown": {"a": NaN, "a": [ ]},
        "metadata": {"language_info": {"name": "python"}},
        "cells": [{"source": "a = 1", "cell_type": "code", "metadata": {"id": "u"}, "x": "\\/",
           "outputs": [], "execution_count": null},
                  {"source": "b", "cell_type": "code", "metadata": {}, "execution_count": 3,
           "outputs": []}]}""";

  private OddFiles() {}

  static Map<String, String> all() {
    Map<String, String> files = new LinkedHashMap<>();
    files.put("as Jupyter writes", PLAIN);
    files.put("without final newline", PLAIN.stripTrailing());
    files.put("with trailing blanks", PLAIN + " \t\n\n");
    files.put("with CRLF", PLAIN.replace("\n", "\r\n"));
    files.put("with tabs", indented("\t"));
    files.put("with four spaces", indented("    "));
    files.put("with byte order mark", "\uFEFF" + PLAIN);
    files.put("with escapes", PLAIN.replace("é", "\\u00e9").replace("Ü", "\\u00DC"));
    files.put("minified", minified(",", ":"));
    files.put("on one line with spaces", minified(", ", ": "));
    files.put("key order and layout of its own", UNSORTED);
    files.put("with duplicate keys", PLAIN.replace("7,", "6, \"execution_count\": 7,"));
    files.put("with ids", withIds());
    files.put("with strings for lines", withStrings());
    return files;
  }

  static String plain() {
    return PLAIN;
  }

  static String withIds() {
    String numbered = PLAIN.replace("nbformat_minor\": 4", "nbformat_minor\": 5");
    for (String id : new String[] {"first", "text", "last"}) {
      numbered = numbered.replaceFirst("\n {3}\"metadata\"", "\n   \"id\": \"" + id + "\",~");
    }
    return numbered.replace("~", "\n   \"metadata\"");
  }

  private static String withStrings() {
    return PLAIN
        .replaceAll("\"(source|text)\": \\[\\s*", "\"$1\": [")
        .replace("\\n\",\n    \"", "\\n")
        .replace("\\n\",\n      \"", "\\n")
        .replaceAll("\"(source|text)\": \\[(\"[^\"]*\")\\s*\\]", "\"$1\": $2")
        .replace("\"source\": []", "\"source\": \"\"");
  }

  private static String indented(String unit) {
    return PLAIN
        .lines()
        .map(line -> unit.repeat(line.length() - line.stripLeading().length()) + line.strip())
        .collect(java.util.stream.Collectors.joining("\n", "", "\n"));
  }

  private static String minified(String comma, String colon) {
    return PLAIN.replaceAll("\n *", "").replace(",\"", comma + "\"").replace("\": ", "\"" + colon);
  }
}
