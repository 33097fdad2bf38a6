package dev.freshet.analyzer.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.semantics.CellFacts;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A Python refuses a snippet if, and only if, something in it is said to be newer: asked of every
 * CPython from 3.10 to 3.14 that is installed.
 */
final class NewSyntaxTest {
  @Test
  void compilersRefuseWhatIsNewerThanThey() throws URISyntaxException {
    List<String> wrong = new ArrayList<>();
    String request =
        "SNIPPETS " + Path.of(NewSyntaxTest.class.getResource("/parity/versions.txt").toURI());
    for (String python : CPython.installed()) {
      CPython.ask(
          python,
          request,
          (version, report) -> {
            String source = report.get("source").asText();
            boolean accepted = report.get("error").isNull();
            if (accepted != (since(source) <= version % 100)) {
              wrong.add(String.format("3.%d: %s %s", version % 100, source, report.get("error")));
            }
          });
    }
    assertThat(wrong).isEmpty();
  }

  private static int since(String source) {
    CellFacts facts = CellFacts.of(source, Parser.parse(source));
    assertThat(facts.problems()).as(source).isEmpty();
    return NewSyntaxFinder.in(source, facts.statements()).stream()
        .mapToInt(NewSyntax::minor)
        .max()
        .orElse(0);
  }
}
