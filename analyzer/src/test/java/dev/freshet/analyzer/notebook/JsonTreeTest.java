package dev.freshet.analyzer.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees are those that Jackson's mapper makes. */
class JsonTreeTest {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"\\u00e9 \\n \\ud83d\\ude00\"",
        "[1, -1, 0, 2147483648, -9223372036854775808, 123456789012345678901234567890]",
        "[1.5, -0.0, 1e3, 1e400, 0.1234567890123456789, NaN, Infinity, -Infinity]",
        "{\"a\": 1, \"b\": {\"c\": [true, false, null, {}, []]}, \"a\": [2]}",
        "{\"\": \"empty key\", \"output_type\": \"stream\", \"text\": [\"a\\n\", \"b\"]}"
      })
  void isWhatTheMapperReads(String text) throws IOException {
    assertThat(JsonScan.tree(text)).isEqualTo(MAPPER.readTree(text));
    assertThat(JsonScan.tree(text)).hasToString(MAPPER.readTree(text).toString());
  }
}
