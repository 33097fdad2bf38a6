package dev.freshet.executor.wire;

import dev.freshet.executor.scope.Bytes;
import java.util.List;

/** A header with its payloads, before it is framed or after it was. */
public record Message<H>(H header, List<Bytes> payloads) {
  public Message {
    payloads = List.copyOf(payloads);
  }

  public static <H> Message<H> of(H header) {
    return new Message<>(header, List.of());
  }
}
