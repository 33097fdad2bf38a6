package dev.freshet.analyzer.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** The JSON text of one cell, and what is read from and written into it. */
record CellText(ObjectText object) {
  static CellText of(String text, JsonStyle style, String indent) {
    return new CellText(ObjectText.of(text, style, indent));
  }

  Optional<JsonNode> get(String key) {
    return object.value(key).map(JsonScan::tree);
  }

  ArrayNode outputs() {
    return get("outputs")
        .filter(JsonNode::isArray)
        .map(Multiline::joinOutputs)
        .orElseGet(JsonNodeFactory.instance::arrayNode);
  }

  CellText with(CellChange change) {
    if (change instanceof CellChange.SetSource set) {
      return withSource(set.source());
    } else if (change instanceof CellChange.SetOutputs set) {
      return withOutputs(set.outputs()).withCount(set.executionCount());
    } else if (change instanceof CellChange.SetTags set) {
      return withTags(set.tags());
    }
    throw new IllegalArgumentException("unknown change " + change);
  }

  private CellText withSource(String source) {
    boolean lines =
        object.value("source").map(s -> s.startsWith("[")).orElse(object.style().lines());
    return with("source", Multiline.split(source, lines));
  }

  // Equal outputs keep their bytes, so that a run that changes nothing leaves no difference.
  private CellText withOutputs(ArrayNode outputs) {
    if (object.value("outputs").isPresent() && outputs().equals(Multiline.joinOutputs(outputs))) {
      return this;
    }
    return with("outputs", Multiline.fileOutputs(outputs, object.style().lines()));
  }

  private CellText withCount(OptionalInt count) {
    JsonNode value =
        count.isPresent()
            ? JsonNodeFactory.instance.numberNode(count.getAsInt())
            : JsonNodeFactory.instance.nullNode();
    return get("execution_count").filter(value::equals).isPresent()
        ? this
        : with("execution_count", value);
  }

  private CellText withTags(List<String> tags) {
    ArrayNode value = JsonNodeFactory.instance.arrayNode();
    tags.forEach(value::add);
    String text = object.value("metadata").filter(m -> m.startsWith("{")).orElse("{}");
    ObjectText metadata = ObjectText.of(text, object.style(), object.inner());
    String written = JsonWriter.write(value, object.style(), metadata.inner());
    return new CellText(object.with("metadata", metadata.with("tags", written).text()));
  }

  private CellText with(String key, JsonNode value) {
    return new CellText(object.with(key, JsonWriter.write(value, object.style(), object.inner())));
  }

  /** The text of a new cell that has an id only where the format knows ids. */
  static String create(Cell cell, boolean withId, JsonStyle style, String indent) {
    boolean code = cell.isCode();
    ObjectText text = ObjectText.of("{}", style, indent).with("cell_type", kind(cell));
    String inner = text.inner();
    if (code) {
      text = text.with("execution_count", "null");
    }
    if (withId) {
      text = text.with("id", JsonWriter.quote(cell.id().value(), style));
    }
    text = text.with("metadata", "{}");
    if (code) {
      text = text.with("outputs", "[]");
    }
    JsonNode source = Multiline.split(cell.source(), style.lines());
    CellText created = new CellText(text.with("source", JsonWriter.write(source, style, inner)));
    return (cell.tags().isEmpty() ? created : created.withTags(cell.tags())).object().text();
  }

  private static String kind(Cell cell) {
    return switch (cell.kind()) {
      case CODE -> "\"code\"";
      case MARKDOWN -> "\"markdown\"";
      case RAW -> "\"raw\"";
    };
  }
}
