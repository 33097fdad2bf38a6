package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.freshet.executor.config.ConfigException;
import dev.freshet.executor.config.ConfigFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The settings' schema says what the reader takes, key by key. */
class ConfigSchemaTest {
  @TempDir private Path directory = Path.of("");

  /** A key and a value that the schema gives as an example. */
  private record Example(List<String> path, JsonNode value) {}

  @Test
  void everyKeyOfTheSchemaIsReadAndNoOther() throws IOException {
    List<Example> examples = new ArrayList<>();
    collect(Schemas.text("freshet"), List.of(), examples);
    assertThat(examples).hasSizeGreaterThan(8);
    for (Example example : examples) {
      assertThat(accepted(nested(example.path(), example.value()))).as(example.toString()).isTrue();
      List<String> wrong = new ArrayList<>(example.path());
      wrong.set(wrong.size() - 1, "no-" + wrong.get(wrong.size() - 1));
      assertThat(accepted(nested(wrong, example.value()))).as(wrong.toString()).isFalse();
      JsonNode other = Schemas.JSON.readTree(example.value().isBoolean() ? "3" : "true");
      assertThat(accepted(nested(example.path(), other))).as(other + ": " + example).isFalse();
    }
  }

  @Test
  void theReaderKnowsNoKeyThatTheSchemaDoesNot() {
    assertThatThrownBy(() -> read("nothing = 1\n"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("its keys are " + String.join(", ", keys("")));
    assertThatThrownBy(() -> read("[check]\nnothing = 1\n"))
        .hasMessageContaining("its keys are " + String.join(", ", keys("/properties/check")));
    assertThatThrownBy(() -> read("[environment]\nnothing = 1\n"))
        .hasMessageContaining("its keys are " + String.join(", ", keys("/properties/environment")));
  }

  private static List<String> keys(String table) {
    try {
      List<String> keys = new ArrayList<>();
      Schemas.text("freshet").at(table + "/properties").fieldNames().forEachRemaining(keys::add);
      return keys;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void collect(JsonNode schema, List<String> path, List<Example> found) {
    for (var entry : schema.path("properties").properties()) {
      List<String> at = new ArrayList<>(path);
      at.add(entry.getKey());
      entry.getValue().path("examples").forEach(value -> found.add(new Example(at, value)));
      collect(entry.getValue(), at, found);
    }
  }

  // The schema and the reader must agree.
  private boolean accepted(ObjectNode settings) throws IOException {
    boolean valid = Schemas.ours("freshet").validate(settings).isEmpty();
    boolean read = true;
    try {
      read(TomlMapper.builder().build().writeValueAsString(settings));
    } catch (ConfigException e) {
      read = false;
    }
    assertThat(read).as(settings.toString()).isEqualTo(valid);
    return valid;
  }

  private void read(String toml) throws IOException {
    ConfigFiles.read(Files.writeString(directory.resolve("freshet.toml"), toml));
  }

  private static ObjectNode nested(List<String> path, JsonNode value) {
    ObjectNode top = Schemas.JSON.createObjectNode();
    ObjectNode at = top;
    for (String key : path.subList(0, path.size() - 1)) {
      at = at.putObject(key);
    }
    at.set(path.get(path.size() - 1), value);
    return top;
  }
}
