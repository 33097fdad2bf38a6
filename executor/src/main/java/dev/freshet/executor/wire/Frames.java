package dev.freshet.executor.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.scope.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Signed frames on one work channel: {@code [signature][header][payload…]}. Counts the messages of
 * each worker in both directions; one thread may encode while another decodes.
 */
public final class Frames {
  private static final Map<String, Class<? extends FromWorker>> TYPES =
      Map.of(
          "ready", FromWorker.Ready.class,
          "output", FromWorker.Output.class,
          "need", FromWorker.Need.class,
          "gate", FromWorker.Gate.class,
          "input-request", FromWorker.InputRequest.class,
          "done", FromWorker.Done.class);
  private final Signature signature;
  private final Map<String, Long> sent = new HashMap<>();
  private final Map<String, Long> received = new HashMap<>();

  public Frames(Signature signature) {
    this.signature = signature;
  }

  /** The frames of a message to a worker. */
  public List<byte[]> encode(String worker, Message<ToWorker> message) {
    ObjectNode header = Json.mapper().createObjectNode();
    header.put("type", message.header().type());
    header.put("seq", sent.merge(worker, 1L, Long::sum));
    header.setAll((ObjectNode) Json.mapper().valueToTree(message.header()));
    List<byte[]> frames = new ArrayList<>();
    try {
      frames.add(Json.mapper().writeValueAsBytes(header));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a header is always JSON", e);
    }
    message.payloads().forEach(p -> frames.add(p.toArray()));
    frames.add(0, signature.of(worker, frames));
    return frames;
  }

  /**
   * The message in some frames.
   *
   * @throws MalformedMessageException if they are not signed with the key, are a repeat, or are not
   *     of a known type
   */
  public Message<FromWorker> decode(String worker, List<byte[]> frames)
      throws MalformedMessageException {
    if (frames.size() < 2) {
      throw new MalformedMessageException("a message of " + frames.size() + " frames");
    }
    List<byte[]> signed = frames.subList(1, frames.size());
    if (!signature.verifies(worker, signed, frames.get(0))) {
      throw new MalformedMessageException("a message whose signature is wrong");
    }
    try {
      JsonNode header = Json.mapper().readTree(signed.get(0));
      long seq = header.path("seq").asLong();
      if (seq <= received.getOrDefault(worker, 0L)) {
        throw new MalformedMessageException("message " + seq + " comes a second time");
      }
      received.put(worker, seq);
      Class<? extends FromWorker> type = TYPES.get(header.path("type").asText());
      if (type == null) {
        throw new MalformedMessageException("unknown type " + header.path("type"));
      }
      List<Bytes> payloads = signed.subList(1, signed.size()).stream().map(Bytes::of).toList();
      return new Message<>(Json.mapper().treeToValue(header, type), payloads);
    } catch (IOException e) {
      throw new MalformedMessageException("a header that cannot be read: " + e.getMessage(), e);
    }
  }
}
