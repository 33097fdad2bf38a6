package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Finds where the parts of a JSON text lie, reading what Python's {@code json} reads. */
final class JsonScan {
  /**
   * A key of an object and its value's place.
   *
   * @param keyStart offset of the key's opening quote
   */
  record Member(String key, int keyStart, TextSpan value) {}

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(Integer.MAX_VALUE)
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxNameLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private JsonScan() {}

  /** The type of the first token, after checking that the whole text is one JSON value. */
  static JsonToken check(String text) throws IOException {
    try (JsonParser parser = parser(text)) {
      JsonToken first = parser.nextToken();
      if (first == null) {
        return JsonToken.NOT_AVAILABLE;
      }
      parser.skipChildren();
      parser.finishToken();
      if (parser.nextToken() != null) {
        throw new JsonParseException(parser, "there is more text after the end of the notebook");
      }
      return first;
    }
  }

  /** Whether a text is one JSON object. */
  static boolean isObject(String text) {
    try {
      return check(text) == JsonToken.START_OBJECT;
    } catch (IOException e) {
      return false;
    }
  }

  /** The members of a checked object text, in order; a repeated key is there each time. */
  static List<Member> members(String text) {
    try (JsonParser parser = parser(text)) {
      List<Member> members = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        int keyStart = (int) parser.currentTokenLocation().getCharOffset();
        parser.nextToken();
        members.add(new Member(key, keyStart, value(parser)));
      }
      return members;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The places of the elements of a checked array text. */
  static List<TextSpan> elements(String text) {
    try (JsonParser parser = parser(text)) {
      List<TextSpan> elements = new ArrayList<>();
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        elements.add(value(parser));
      }
      return elements;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a checked text; of a repeated key, the last one counts, as in Python. */
  static JsonNode tree(String text) {
    try (JsonParser parser = parser(text)) {
      parser.nextToken();
      return JsonTree.of(parser);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the JSON value that begins at an offset ends, or -1 when there is none. */
  static int prefixEnd(String text, int start) {
    try (JsonParser parser = parser(text.substring(start))) {
      if (parser.nextToken() == null) {
        return -1;
      }
      return start + value(parser).end();
    } catch (IOException e) {
      return -1;
    }
  }

  private static TextSpan value(JsonParser parser) throws IOException {
    int start = (int) parser.currentTokenLocation().getCharOffset();
    parser.skipChildren();
    parser.finishToken();
    return new TextSpan(start, (int) parser.currentLocation().getCharOffset());
  }

  // One buffer for the whole text: Jackson's offsets are exact only while it never refills.
  private static JsonParser parser(String text) throws IOException {
    char[] chars = text.toCharArray();
    return FACTORY.createParser(chars, 0, chars.length);
  }
}
