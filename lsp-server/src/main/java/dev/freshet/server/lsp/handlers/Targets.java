package dev.freshet.server.lsp.handlers;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.freshet.server.lsp.docs.OpenNotebook;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.eclipse.lsp4j.Position;
import org.jspecify.annotations.Nullable;

/** Which code cells the argument of a command means; none when it names a whole notebook. */
public final class Targets {
  private Targets() {}

  public static BitSet cells(View view, JsonObject target) {
    BitSet cells = new BitSet();
    List<String> uris = uris(target);
    for (int i = 0; i < view.size(); i++) {
      boolean own = view.open().cellsAreDocuments() && uris.contains(view.open().documentOf(i));
      cells.set(i, own && view.isCode(i));
    }
    if (!view.open().cellsAreDocuments() && target.get("range") instanceof JsonObject range) {
      addRange(view, range, cells);
    }
    return cells;
  }

  private static List<String> uris(JsonObject target) {
    List<String> uris = new ArrayList<>();
    if (target.get("uris") instanceof JsonArray several && !several.isEmpty()) {
      several.forEach(uri -> uris.add(uri.getAsString()));
    } else if (target.get("uri") != null) {
      uris.add(target.get("uri").getAsString());
    }
    return uris;
  }

  private static void addRange(View view, JsonObject range, BitSet cells) {
    OpenNotebook open = view.open();
    var first = open.at(open.uri(), position(range.get("start")));
    var last = open.at(open.uri(), position(range.get("end")));
    if (first.isPresent() && last.isPresent()) {
      for (int i = first.get().index(); i <= last.get().index(); i++) {
        cells.set(i, view.isCode(i));
      }
    }
  }

  private static Position position(@Nullable JsonElement element) {
    if (!(element instanceof JsonObject object)) {
      return new Position(0, 0);
    }
    return new Position(number(object.get("line")), number(object.get("character")));
  }

  private static int number(@Nullable JsonElement element) {
    return element != null && element.isJsonPrimitive() ? (int) element.getAsDouble() : 0;
  }
}
