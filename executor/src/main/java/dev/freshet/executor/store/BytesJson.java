package dev.freshet.executor.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.freshet.executor.scope.Bytes;
import java.io.IOException;

/** Bytes as base64 in JSON. */
final class BytesJson {
  private BytesJson() {}

  /** Into JSON. */
  static final class Writer extends StdSerializer<Bytes> {
    private static final long serialVersionUID = 1L;

    Writer() {
      super(Bytes.class);
    }

    @Override
    public void serialize(Bytes value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeBinary(value.toArray());
    }
  }

  /** Out of JSON. */
  static final class Reader extends StdDeserializer<Bytes> {
    private static final long serialVersionUID = 1L;

    Reader() {
      super(Bytes.class);
    }

    @Override
    public Bytes deserialize(JsonParser in, DeserializationContext context) throws IOException {
      return Bytes.of(in.getBinaryValue());
    }
  }
}
