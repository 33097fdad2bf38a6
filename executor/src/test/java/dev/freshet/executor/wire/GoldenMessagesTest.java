package dev.freshet.executor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.scope.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every file of {@code protocol/} means the same here as in the Python runtime's tests. */
final class GoldenMessagesTest {
  private static final Path GOLDEN = Path.of("..", "protocol");
  private static final Map<String, Class<? extends ToWorker>> TO_WORKER =
      Map.of(
          "execute", ToWorker.Execute.class,
          "value", ToWorker.Value.class,
          "open", ToWorker.Open.class,
          "input", ToWorker.Input.class,
          "stop", ToWorker.Stop.class);

  static Stream<Path> files() throws Exception {
    try (Stream<Path> found = Files.list(GOLDEN)) {
      List<Path> files = found.filter(f -> f.toString().endsWith(".json")).sorted().toList();
      assertThat(files).isNotEmpty();
      return files.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void bothSidesReadTheSame(Path file) throws Exception {
    JsonNode golden = Json.mapper().readTree(file.toFile());
    String worker = golden.path("worker").asText();
    Frames frames = new Frames(new Signature(golden.path("key").asText()));
    JsonNode header = golden.path("header");
    Class<? extends ToWorker> toWorker = TO_WORKER.get(header.path("type").asText());
    if (toWorker == null) {
      Message<FromWorker> message = frames.decode(worker, bytes(golden.path("frames")));
      assertSame(Json.mapper().valueToTree(message.header()), header);
      assertThat(message.payloads()).hasSize(golden.path("payloads").size());
    } else {
      List<Bytes> payloads = bytes(golden.path("payloads")).stream().map(Bytes::of).toList();
      ToWorker record = Json.mapper().treeToValue(header, toWorker);
      List<byte[]> encoded = frames.encode(worker, new Message<>(record, payloads));
      assertSame((ObjectNode) Json.mapper().readTree(encoded.get(1)), header);
      assertThat(encoded).hasSize(2 + payloads.size());
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void signaturesAreMadeAlikeAndAChangedByteIsNoticed(Path file) throws Exception {
    JsonNode golden = Json.mapper().readTree(file.toFile());
    String worker = golden.path("worker").asText();
    Signature signature = new Signature(golden.path("key").asText());
    List<byte[]> frames = bytes(golden.path("frames"));
    List<byte[]> signed = frames.subList(1, frames.size());
    assertThat(signature.of(worker, signed)).isEqualTo(frames.get(0));
    signed.get(0)[0] ^= 1;
    assertThatThrownBy(() -> new Frames(signature).decode(worker, frames))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("signature");
  }

  private static List<byte[]> bytes(JsonNode hex) {
    List<byte[]> all = new ArrayList<>();
    hex.forEach(text -> all.add(HexFormat.of().parseHex(text.asText())));
    return all;
  }

  /** Fields that are absent, null or empty mean the same; so do orders of names. */
  private static void assertSame(ObjectNode ours, JsonNode theirs) {
    ObjectNode wanted = theirs.deepCopy();
    wanted.remove(List.of("type", "seq"));
    ours.remove(List.of("type", "seq"));
    assertThat(plain(ours)).isEqualTo(plain(wanted));
  }

  private static JsonNode plain(JsonNode node) {
    if (node.isObject()) {
      ObjectNode kept = Json.mapper().createObjectNode();
      node.properties()
          .forEach(
              e -> {
                JsonNode value = plain(e.getValue());
                boolean nothing =
                    value.isNull()
                        || (value.isContainerNode() && value.isEmpty())
                        || (value.isBoolean() && !value.booleanValue());
                if (!nothing || e.getValue().isObject()) {
                  kept.set(e.getKey(), value);
                }
              });
      return kept;
    }
    if (node.isArray()) {
      ArrayNode kept = Json.mapper().createArrayNode();
      List<JsonNode> items = new ArrayList<>();
      node.forEach(item -> items.add(plain(item)));
      if (items.stream().allMatch(JsonNode::isTextual)) {
        items.sort(Comparator.comparing(JsonNode::textValue));
      }
      items.forEach(kept::add);
      return kept;
    }
    return node.isNumber() ? Json.mapper().getNodeFactory().numberNode(node.asDouble()) : node;
  }
}
