package dev.freshet.executor.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.freshet.executor.scope.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Signed frames on one work channel: {@code [signature][header][payload…]}. Counts the messages of
 * each worker in both directions; one thread may encode while another decodes.
 */
public final class Frames {
  private static final Map<String, ObjectReader> READERS =
      Map.of(
          "ready", Json.mapper().readerFor(FromWorker.Ready.class),
          "output", Json.mapper().readerFor(FromWorker.Output.class),
          "need", Json.mapper().readerFor(FromWorker.Need.class),
          "gate", Json.mapper().readerFor(FromWorker.Gate.class),
          "input-request", Json.mapper().readerFor(FromWorker.InputRequest.class),
          "done", Json.mapper().readerFor(FromWorker.Done.class));
  private static final ObjectReader ENVELOPE = Json.mapper().readerFor(Envelope.class);
  private static final ObjectWriter WRITER =
      Json.mapper().writer().without(SerializationFeature.FAIL_ON_EMPTY_BEANS);
  private final Signature signature;
  private final Map<String, Long> sent = new HashMap<>();
  private final Map<String, Long> received = new HashMap<>();

  public Frames(Signature signature) {
    this.signature = signature;
  }

  /** The frames of a message to a worker. */
  public List<byte[]> encode(String worker, Message<ToWorker> message) {
    List<byte[]> frames = new ArrayList<>();
    frames.add(header(message.header(), sent.merge(worker, 1L, Long::sum)));
    message.payloads().forEach(p -> frames.add(p.toArray()));
    frames.add(0, signature.of(worker, frames));
    return frames;
  }

  /** The record's fields, with its type and number before them. */
  private static byte[] header(ToWorker message, long seq) {
    byte[] fields;
    try {
      fields = WRITER.writeValueAsBytes(message);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a header is always JSON", e);
    }
    boolean none = fields.length == 2;
    String before = "{\"type\":\"" + message.type() + "\",\"seq\":" + seq + (none ? "" : ",");
    byte[] start = before.getBytes(StandardCharsets.UTF_8);
    byte[] whole = Arrays.copyOf(start, start.length + fields.length - 1);
    System.arraycopy(fields, 1, whole, start.length, fields.length - 1);
    return whole;
  }

  /** What every header has. */
  private record Envelope(@Nullable String type, long seq) {}

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
      Envelope envelope = ENVELOPE.readValue(signed.get(0));
      long seq = envelope.seq();
      if (seq <= received.getOrDefault(worker, 0L)) {
        throw new MalformedMessageException("message " + seq + " comes a second time");
      }
      received.put(worker, seq);
      ObjectReader type = READERS.get(String.valueOf(envelope.type()));
      if (type == null) {
        throw new MalformedMessageException("unknown type " + envelope.type());
      }
      List<Bytes> payloads = signed.subList(1, signed.size()).stream().map(Bytes::of).toList();
      FromWorker header = type.readValue(signed.get(0));
      return new Message<>(header, payloads);
    } catch (IOException e) {
      throw new MalformedMessageException("a header that cannot be read: " + e.getMessage(), e);
    }
  }
}
