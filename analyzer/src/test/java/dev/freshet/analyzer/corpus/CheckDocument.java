package dev.freshet.analyzer.corpus;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.graph.CellEffects;
import dev.freshet.analyzer.graph.DependencyGraph.Edge;
import java.util.Locale;

/** The part of a {@code freshet.check} document that a score needs. */
final class CheckDocument {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private CheckDocument() {}

  static ObjectNode of(String path, Analysis analysis) {
    ObjectNode notebook = JSON.objectNode().put("path", path).putNull("error");
    ArrayNode cells = notebook.putArray("cells");
    for (int i = 0; i < analysis.notebook().cells().size(); i++) {
      if (analysis.notebook().cell(i).isCode()) {
        cells.add(cell(i, analysis.effects(i)));
      }
    }
    ArrayNode edges = notebook.putArray("edges");
    for (Edge edge : analysis.graph().edges()) {
      edges.add(
          JSON.objectNode()
              .put("from", edge.from())
              .put("to", edge.to())
              .put("name", edge.name())
              .put("kind", edge.kind().label())
              .put("certainty", lower(edge.certainty())));
    }
    ArrayNode diagnostics = notebook.putArray("diagnostics");
    analysis
        .diagnostics()
        .forEach(
            d ->
                diagnostics.add(
                    JSON.objectNode()
                        .put("code", d.code())
                        .put("cell", d.cell())
                        .put("message", d.message())));
    return notebook;
  }

  private static ObjectNode cell(int index, CellEffects effects) {
    ObjectNode cell = JSON.objectNode().put("index", index);
    ArrayNode reads = cell.putArray("reads");
    for (CellEffects.Read read : effects.reads()) {
      ArrayNode from =
          reads
              .addObject()
              .put("name", read.name())
              .put("certainty", lower(read.certainty()))
              .put("deferred", read.deferred())
              .putArray("from");
      read.from().forEach(from::add);
    }
    ArrayNode writes = cell.putArray("writes");
    effects.writes().forEach(write -> writes.addObject().put("name", write.name()));
    ArrayNode mutates = cell.putArray("mutates");
    effects.mutations().forEach(m -> mutates.addObject().put("name", m.name()).put("how", m.how()));
    ArrayNode deletes = cell.putArray("deletes");
    effects.deletes().forEach(delete -> deletes.addObject().put("name", delete.name()));
    ArrayNode ambient = cell.putArray("ambient");
    effects
        .ambient()
        .forEach(a -> ambient.addObject().put("name", a.name()).put("mode", lower(a.mode())));
    effects.openWorld().ifPresent(world -> cell.put("openWorld", world.reason()));
    return cell;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
