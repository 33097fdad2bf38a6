package dev.freshet.analyzer.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.CellPosition;
import dev.freshet.analyzer.notebook.SourceRange;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SpecTestTest {
  private static final String DOCUMENT =
      """
      # Book
      Prose.
      ## First
      ```say a
      b
      ```
      ```said
      b
      ```
      ### Deeper
      ````say
      ```
      ````
      ```said
      old
      ```
      """;

  /** Repeats what it was told. */
  private static final class Echo implements SpecSteps {
    private String told = "";

    @Override
    public Optional<String> perform(SpecFence fence) {
      switch (fence.kind()) {
        case "say" -> told = fence.body();
        case "said" -> {
          return Optional.of(told);
        }
        default -> throw fence.unknown();
      }
      return Optional.empty();
    }
  }

  @Test
  void headings_are_tests_and_fences_are_steps() {
    SpecDocument document = SpecDocument.parse(DOCUMENT);

    assertThat(document.sections())
        .extracting(SpecSection::title)
        .containsExactly("First", "First › Deeper");
    assertThat(document.sections().get(0).fences())
        .extracting(SpecFence::argument)
        .containsExactly("a", "");
    SpecTest.check(document.sections().get(0), new Echo());
    assertThatThrownBy(() -> SpecTest.check(document.sections().get(1), new Echo()))
        .hasMessageContaining("line 14");
  }

  @Test
  void expectations_are_rewritten_and_nothing_else() {
    assertThat(SpecTest.updated(SpecDocument.parse(DOCUMENT), Echo::new))
        .isEqualTo(DOCUMENT.replace("old", "```"));
  }

  @Test
  void unknown_and_unclosed_fences_fail() {
    SpecDocument document = SpecDocument.parse("# A\n```nonsense\n```\n");
    assertThatThrownBy(() -> SpecTest.check(document.sections().get(0), new Echo()))
        .hasMessage("line 2: unknown fence `nonsense`");
    assertThatThrownBy(() -> SpecDocument.parse("# A\n```say\n")).hasMessageContaining("line 2");
  }

  @Test
  void marks_are_taken_out_of_the_code() {
    MarkedNotebook marked =
        MarkedNotebook.parse(
            """
            # %% load
            rows = [1]
            #^^^ definition
            # %% total
            total = sum($0rows)  # error: x
            #           ^^^^ reference to load
            print(total)
            """);

    assertThat(marked.notebook().cells())
        .extracting(Cell::source)
        .containsExactly("rows = [1]", "total = sum(rows)\nprint(total)");
    assertThat(marked.cursor()).hasValue(new CellPosition(1, 12));
    assertThat(marked.marks())
        .containsExactly(
            new SpecMark(new CellId("load"), new SourceRange(0, 4), false, "definition"),
            new SpecMark(new CellId("total"), new SourceRange(0, 17), true, "error: x"),
            new SpecMark(new CellId("total"), new SourceRange(12, 16), false, "reference to load"));
  }
}
