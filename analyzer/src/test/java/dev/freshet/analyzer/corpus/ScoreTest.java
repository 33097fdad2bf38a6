package dev.freshet.analyzer.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/**
 * Analyses the executable notebooks of a corpus. With FRESHET_CHECK_OUT the facts are written there
 * as a {@code freshet.check} document, for the corpus' own score.
 */
@EnabledIfEnvironmentVariable(named = "FRESHET_CORPUS", matches = ".+")
final class ScoreTest {
  @Test
  void everyCodeCellHasEffects() throws IOException {
    ObjectNode document = check(Path.of(System.getenv("FRESHET_CORPUS")));
    assertThat(document.get("notebooks")).isNotEmpty();
    String out = System.getenv("FRESHET_CHECK_OUT");
    if (out != null) {
      new JsonMapper().writeValue(Path.of(out).toFile(), document);
    }
  }

  /** Writes the document: {@code CORPUS OUT.json}. */
  public static void main(String[] args) throws IOException {
    ObjectNode document = check(Path.of(args[0]));
    new JsonMapper().writeValue(Path.of(args[1]).toFile(), document);
  }

  private static ObjectNode check(Path root) throws IOException {
    ObjectNode document = new JsonMapper().createObjectNode();
    document.put("schema", "freshet.check").put("version", 1);
    ArrayNode notebooks = document.putArray("notebooks");
    AnalysisHost host = new AnalysisHost();
    List<Corpus.Entry> entries = new Corpus(root).executable();
    for (Corpus.Entry entry : entries) {
      Analysis analysis = host.apply(entry.notebook(), entry.inputs());
      notebooks.add(CheckDocument.of(entry.path(), analysis));
    }
    return document;
  }
}
