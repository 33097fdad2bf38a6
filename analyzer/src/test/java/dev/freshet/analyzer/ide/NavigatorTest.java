package dev.freshet.analyzer.ide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.List;
import org.junit.jupiter.api.Test;

final class NavigatorTest {
  private final Navigator navigator =
      new Navigator(
          new AnalysisHost()
              .apply(
                  Notebook.python(
                      List.of(
                          Cell.code("a", "rows = [1]"),
                          Cell.code("b", "rows.append(2)"),
                          Cell.code("c", "n = len(rows)"))),
                  AnalysisInputs.none()));

  @Test
  void aReadKnowsItsOrigins() {
    NameUse use = navigator.at(2, 9).orElseThrow();
    assertThat(use.name()).isEqualTo("rows");
    assertThat(use.range()).isEqualTo(new SourceRange(8, 12));
    assertThat(use.origins()).extracting(NameUse.Place::cell).containsExactly(0, 1);
  }

  @Test
  void aWriteKnowsItsUses() {
    NameUse use = navigator.at(0, 0).orElseThrow();
    assertThat(use.uses())
        .containsExactly(
            new NameUse.Place(1, new SourceRange(0, 4)),
            new NameUse.Place(2, new SourceRange(8, 12)));
  }

  @Test
  void elsewhereThereIsNoName() {
    assertThat(navigator.at(2, 5)).isEmpty();
  }
}
