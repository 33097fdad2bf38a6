package dev.freshet.analyzer.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.analyzer.Affected;
import dev.freshet.analyzer.AffectedCell;
import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

  /**
   * Every third cell loses a piece; each cut must leave an analysis, and the uncut cells theirs.
   */
  @Test
  void cutCellsAreAnalysed() throws IOException {
    Random random = new Random(7);
    AnalysisHost host = new AnalysisHost();
    for (Corpus.Entry entry : new Corpus(Path.of(System.getenv("FRESHET_CORPUS"))).executable()) {
      List<Cell> cells = new ArrayList<>();
      for (Cell cell : entry.notebook().cells()) {
        cells.add(random.nextInt(3) == 0 ? cell.withSource(cut(cell.source(), random)) : cell);
      }
      Analysis whole = host.apply(entry.notebook(), entry.inputs());
      Analysis cut = host.apply(Notebook.python(cells), entry.inputs());
      for (int i = 0; i < cells.size(); i++) {
        if (cells.get(i).source().equals(entry.notebook().cell(i).source())) {
          assertThat(cut.digest(i)).isEqualTo(whole.digest(i));
        }
      }
      assertThat(Affected.between(whole, whole)).noneMatch(AffectedCell::affected);
    }
  }

  private static String cut(String source, Random random) {
    int from = random.nextInt(source.length() + 1);
    int to = Math.min(source.length(), from + random.nextInt(40));
    return source.substring(0, from) + source.substring(to);
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
