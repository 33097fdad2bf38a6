package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Documents against their published schemas. */
final class Schemas {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Path FOLDER = Path.of("../docs/schema");

  private Schemas() {}

  /** Parses a document and holds it against {@code docs/schema/NAME.schema.json}. */
  static JsonNode valid(String name, String document) throws IOException {
    JsonNode tree = JSON.readTree(document);
    assertThat(ours(name).validate(tree)).as(document).isEmpty();
    return tree;
  }

  static JsonSchema ours(String name) throws IOException {
    String text = Files.readString(FOLDER.resolve(name + ".schema.json"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(text);
  }

  static JsonNode text(String name) throws IOException {
    return JSON.readTree(FOLDER.resolve(name + ".schema.json").toFile());
  }

  /** Parses a document and holds it against OASIS's schema. */
  static JsonNode validSarif(String document) throws IOException {
    JsonNode tree = JSON.readTree(document);
    try (InputStream schema =
        Schemas.class.getResourceAsStream("/schema/sarif-schema-2.1.0.json")) {
      JsonSchema sarif =
          JsonSchemaFactory.getInstance(VersionFlag.V7).getSchema(Objects.requireNonNull(schema));
      assertThat(sarif.validate(tree)).as(document).isEmpty();
    }
    return tree;
  }
}
