package dev.freshet.analyzer.semantics.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.analyzer.semantics.EffectMode;
import org.junit.jupiter.api.Test;

final class LibraryTest {
  private final Library library = Library.standard();

  @Test
  void theLongestPatternWins() {
    assertThat(library.function("numpy.random.seed").ambient())
        .extracting(Rule.Ambient::mode)
        .containsExactly(EffectMode.WRITE);
    assertThat(library.function("numpy.random.rand").ambient())
        .extracting(Rule.Ambient::mode)
        .containsExactly(EffectMode.READ_WRITE);
    assertThat(library.function("numpy.linalg.norm").ambient()).isEmpty();
  }

  @Test
  void aNameAnywhereInALibrary() {
    assertThat(library.function("scipy.stats.norm.rvs").ambient()).isNotEmpty();
    assertThat(library.function("scipy.stats.norm.pdf").ambient()).isEmpty();
    assertThat(library.method("sklearn.linear_model.Ridge", "fit").mutatesSelf()).isTrue();
  }

  @Test
  void methodsOfNoKnownTypeGoByTheirName() {
    assertThat(library.method("some.library.Queue", "append").mutatesSelf()).isTrue();
    assertThat(library.method("some.library.Plot", "set_title").mutatesSelf()).isTrue();
    assertThat(library.method("some.library.Plot", "summary").mutatesSelf()).isFalse();
    assertThat(library.method("pandas.DataFrame", "add").mutatesSelf()).isFalse();
  }

  @Test
  void aliasesHoldForAllThatIsInside() {
    assertThat(library.canonical("pylab.rcParams")).isEqualTo("matplotlib.pyplot.rcParams");
  }

  @Test
  void namesInOneLineShareTheirOwner() {
    assertThat(library.exact("random.setstate")).isPresent();
    assertThat(library.exact("lzma.open").orElseThrow().files()).isNotEmpty();
  }

  @Test
  void starImportsAreListed() {
    assertThat(library.exports("math").orElseThrow()).contains("floor", "pi");
    assertThat(library.exports("no.such.module")).isEmpty();
  }

  @Test
  void aClauseNobodyKnowsIsAFault() {
    assertThatThrownBy(() -> RuleParser.parse("mutate self"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("mutate self");
  }
}
