package dev.freshet.analyzer.checks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.syntax.Parser;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A check that fails is told as a fault, and costs the findings of no other. */
final class FaultTest {
  private final RuntimeException bug = new ArithmeticException("a bug");
  private static final Outside NOTHING =
      new Outside(path -> true, Map.of(), Optional.empty(), OptionalInt.empty());

  @Test
  void aCheckThatFailsHarmsNoOther() {
    Check half =
        (checked, report) -> {
          report.accept(
              Diagnostic.of(Rule.OPEN_WORLD, 0, Checked.place(checked.units().get(0), "x"), "one"));
          throw bug;
        };
    Inspection inspection =
        inspect(
            new Checks(
                List.of(
                    new Checks.Named(Rule.OPEN_WORLD, half),
                    new Checks.Named(Rule.UNDEFINED_NAME, new UndefinedNames()))));
    assertThat(inspection.diagnostics())
        .extracting(Diagnostic::code)
        .containsExactly("open-world", "undefined-name");
    assertThat(inspection.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.rule()).isEqualTo(Rule.OPEN_WORLD);
              assertThat(fault.cause()).isSameAs(bug);
            });
  }

  @Test
  void aCheckOfOneTextNamesTheCellItFailedIn() {
    CellFacts facts = CellFacts.of("x = 1", Parser.parse("x = 1"));
    CellCheck failing =
        (source, of, report) -> {
          throw bug;
        };
    CellNotes notes =
        CellNotes.of("x = 1", facts, List.of(new CellNotes.Named(Rule.SYNTAX_ERROR, failing)));
    assertThat(notes.faults()).extracting(Fault::cause).containsExactly(bug);
    assertThat(notes.faults().get(0).in(7).cell()).hasValue(7);
    assertThat(notes.words()).containsKey("x");
  }

  private static Inspection inspect(Checks checks) {
    Notebook notebook =
        Notebook.python(List.of(Cell.code("a", "x = 1"), Cell.code("b", "print(nowhere)")));
    Analysis analysis = new AnalysisHost().apply(notebook, AnalysisInputs.none());
    return checks.inspect(
        notebook,
        IntStream.range(0, 2).mapToObj(analysis::facts).toList(),
        analysis.flow(),
        IntStream.range(0, 2).mapToObj(analysis::effects).toList(),
        analysis.graph(),
        NOTHING);
  }
}
