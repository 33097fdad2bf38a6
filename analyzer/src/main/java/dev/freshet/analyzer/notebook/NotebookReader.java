package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.freshet.analyzer.notebook.UnreadableNotebookException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Checks that a text is a notebook of nbformat 4, and finds its cells. */
final class NotebookReader {
  private static final int MAJOR = 4;
  private static final int FIRST_MINOR_WITH_IDS = 5;

  private NotebookReader() {}

  /** The layout of a text without byte order mark. */
  static NotebookLayout layout(String text) {
    List<JsonScan.Member> top = members(text);
    checkVersion(text, top);
    TextSpan cells = value(top, "cells").orElseThrow(() -> notANotebook("it has no \"cells\""));
    if (text.charAt(cells.start()) != '[') {
      throw notANotebook("its \"cells\" are not an array");
    }
    List<TextSpan> elements = new ArrayList<>();
    for (TextSpan span : JsonScan.elements(cells.of(text))) {
      elements.add(new TextSpan(cells.start() + span.start(), cells.start() + span.end()));
    }
    boolean withIds = version(text, top, "nbformat_minor").orElse(0) >= FIRST_MINOR_WITH_IDS;
    return new NotebookLayout(text, style(text, top, elements), cells, elements, withIds);
  }

  /** The kernel language in lower case. */
  static String language(String text) {
    return value(JsonScan.members(text), "metadata")
        .map(span -> KernelLanguage.of(JsonScan.tree(span.of(text))))
        .orElse(KernelLanguage.PYTHON);
  }

  /** The minor version of Python 3 that the notebook was last saved with, if it says so. */
  static OptionalInt python(String text) {
    return value(JsonScan.members(text), "metadata")
        .map(span -> KernelLanguage.python(JsonScan.tree(span.of(text))))
        .orElse(OptionalInt.empty());
  }

  private static List<JsonScan.Member> members(String text) {
    try {
      JsonToken first = JsonScan.check(text);
      if (first == JsonToken.NOT_AVAILABLE) {
        throw new UnreadableNotebookException(
            Reason.TRUNCATED, "the file is empty; a notebook holds at least {\"cells\": []}");
      }
      if (first != JsonToken.START_OBJECT) {
        throw notANotebook("it is not a JSON object");
      }
      return JsonScan.members(text);
    } catch (JsonProcessingException e) {
      throw syntaxError(text, e);
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory failed", e);
    }
  }

  private static UnreadableNotebookException syntaxError(String text, JsonProcessingException e) {
    JsonLocation at = e.getLocation();
    if (at == null) {
      // Jackson's limits, which know no place: in practice, nesting deeper than 1000.
      return new UnreadableNotebookException(
          Reason.NOT_JSON, "it is no JSON that can be read: " + e.getOriginalMessage());
    }
    String place = "line " + at.getLineNr() + ", column " + at.getColumnNr();
    int conflict = ("\n" + text).indexOf("\n<<<<<<< ");
    if (conflict >= 0) {
      long line = text.substring(0, conflict).lines().count() + 1;
      return new UnreadableNotebookException(
          Reason.NOT_JSON,
          "it holds an unresolved merge conflict at line "
              + line
              + "; resolve it, for example with nbdime");
    }
    boolean atEnd = text.stripTrailing().length() <= at.getCharOffset();
    if (e instanceof JsonEOFException || atEnd) {
      return new UnreadableNotebookException(
          Reason.TRUNCATED, "the file ends in the middle of the notebook, at " + place);
    }
    return new UnreadableNotebookException(
        Reason.NOT_JSON, "it is not JSON at " + place + ": " + e.getOriginalMessage());
  }

  private static void checkVersion(String text, List<JsonScan.Member> top) {
    Optional<Integer> major = version(text, top, "nbformat");
    boolean worksheets = value(top, "worksheets").isPresent();
    if (major.isEmpty() && !worksheets && value(top, "cells").isEmpty()) {
      throw notANotebook("it has neither \"nbformat\" nor \"cells\"");
    }
    int found = major.orElse(worksheets ? MAJOR - 1 : MAJOR);
    if (found < MAJOR) {
      throw new UnreadableNotebookException(
          Reason.TOO_OLD,
          "it is in the old notebook format "
              + found
              + "; convert it with: jupyter nbconvert --to notebook --nbformat 4 --inplace FILE");
    }
    if (found > MAJOR) {
      throw new UnreadableNotebookException(
          Reason.TOO_NEW,
          "it is in notebook format " + found + ", which is not known here; save it as format 4");
    }
  }

  private static JsonStyle style(String text, List<JsonScan.Member> top, List<TextSpan> elements) {
    boolean sorted = ObjectText.isSorted(top);
    int strings = 0;
    int arrays = 0;
    for (int i = 0; i < elements.size(); i++) {
      String cell = elements.get(i).of(text);
      if (!cell.startsWith("{")) {
        throw new UnreadableNotebookException(
            Reason.BAD_CELL, "cell " + i + " is not a JSON object");
      }
      List<JsonScan.Member> members = JsonScan.members(cell);
      sorted &= ObjectText.isSorted(members);
      Optional<TextSpan> source = value(members, "source");
      arrays += source.filter(s -> cell.charAt(s.start()) == '[').isPresent() ? 1 : 0;
      strings += source.filter(s -> cell.charAt(s.start()) == '"').isPresent() ? 1 : 0;
    }
    return JsonStyle.of(text, top, sorted, arrays >= strings);
  }

  private static Optional<Integer> version(String text, List<JsonScan.Member> top, String key) {
    return value(top, key)
        .map(span -> JsonScan.tree(span.of(text)))
        .filter(JsonNode::isNumber)
        .map(JsonNode::intValue);
  }

  private static Optional<TextSpan> value(List<JsonScan.Member> members, String key) {
    return members.stream()
        .filter(m -> m.key().equals(key))
        .reduce((a, b) -> b)
        .map(JsonScan.Member::value);
  }

  private static UnreadableNotebookException notANotebook(String why) {
    return new UnreadableNotebookException(
        Reason.NOT_A_NOTEBOOK, "it is JSON, but not a notebook: " + why);
  }
}
