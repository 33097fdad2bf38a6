package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.StreamSupport;

/**
 * How long one way of moving values took for one thing that it did.
 *
 * @param kind of the value: {@code numbers}, {@code strings}, {@code mixed}, {@code objects}
 * @param bytes that the value takes in memory, about
 * @param by who did it: {@code freshet} or a peer's name
 * @param did {@code write-fresh}, {@code write-recycled}, {@code read-cold} or {@code read-hot}
 * @param sample milliseconds
 */
record TransferFigure(String kind, long bytes, String by, String did, Sample sample) {
  static final String OURS = "freshet";

  static TransferFigure of(JsonNode line) {
    return new TransferFigure(
        line.path("kind").asText(),
        line.path("bytes").asLong(),
        line.path("by").asText(),
        line.path("did").asText(),
        Sample.of(
            StreamSupport.stream(line.path("ms").spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray()));
  }

  /** {@code 64 MB}. */
  static String size(long bytes) {
    long value = bytes;
    int unit = 0;
    while (value >= 1024 && unit < 3) {
      value /= 1024;
      unit++;
    }
    return value + " " + new String[] {"B", "KB", "MB", "GB"}[unit];
  }
}
