package dev.freshet.server.lsp.docs;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one cell lies in a notebook's JSON text; lines from 0.
 *
 * @param sources the line of each piece of its text
 */
record CellLines(int first, int last, List<Integer> sources) {
  CellLines {
    sources = List.copyOf(sources);
  }

  /** The JSON line of a line of the source. */
  int line(int sourceLine) {
    return sources.isEmpty() ? first : sources.get(Math.min(sourceLine, sources.size() - 1));
  }

  /** All cells of a text that is known to be a notebook. */
  static List<CellLines> of(String text) {
    try (JsonParser json = new JsonFactory().createParser(text)) {
      List<CellLines> cells = new ArrayList<>();
      json.nextToken();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        boolean wanted = json.currentName().equals("cells");
        if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
          cells.clear();
          while (json.nextToken() == JsonToken.START_OBJECT) {
            cells.add(cell(json));
          }
        } else {
          json.skipChildren();
        }
      }
      return cells;
    } catch (IOException e) {
      throw new IllegalStateException("the text was read as a notebook before", e);
    }
  }

  private static CellLines cell(JsonParser json) throws IOException {
    int first = line(json);
    List<Integer> sources = new ArrayList<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals("source");
      if (json.nextToken() == JsonToken.START_ARRAY && wanted) {
        while (json.nextToken() != JsonToken.END_ARRAY) {
          sources.add(line(json));
        }
      } else if (wanted) {
        sources.add(line(json));
      } else {
        json.skipChildren();
      }
    }
    return new CellLines(first, line(json), sources);
  }

  private static int line(JsonParser json) {
    return json.currentTokenLocation().getLineNr() - 1;
  }
}
