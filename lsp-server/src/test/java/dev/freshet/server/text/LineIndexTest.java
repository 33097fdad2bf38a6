package dev.freshet.server.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Offsets and columns agree in every unit. */
class LineIndexTest {
  private static final String TEXT = "aé€😀z\n\nlast";

  @ParameterizedTest
  @CsvSource({"UTF_8,10", "UTF_16,5", "UTF_32,4"})
  void countsColumnsInTheUnit(ColumnUnit unit, int column) {
    int z = TEXT.indexOf('z');
    LineIndex lines = new LineIndex(TEXT);
    assertThat(lines.column(z, unit)).isEqualTo(column);
    assertThat(lines.offset(0, column, unit)).isEqualTo(z);
  }

  @ParameterizedTest
  @EnumSource(ColumnUnit.class)
  void everyPlaceComesBack(ColumnUnit unit) {
    LineIndex lines = new LineIndex(TEXT);
    for (int at = 0; at <= TEXT.length(); at = TEXT.offsetByCodePoints(at, 1)) {
      assertThat(lines.offset(lines.line(at), lines.column(at, unit), unit)).isEqualTo(at);
      if (at == TEXT.length()) {
        break;
      }
    }
  }

  @Test
  void placesOutsideAreMovedInside() {
    LineIndex lines = new LineIndex(TEXT);
    assertThat(lines.offset(0, 99, ColumnUnit.UTF_16)).isEqualTo(TEXT.indexOf('\n'));
    assertThat(lines.offset(99, 0, ColumnUnit.UTF_16)).isEqualTo(TEXT.length());
    assertThat(lines.offset(-1, 5, ColumnUnit.UTF_16)).isZero();
    assertThat(lines.line(999)).isEqualTo(2);
  }

  @Test
  void allLineEndsBecomeOne() {
    assertThat(LineIndex.normalize("a\r\nb\rc\n")).isEqualTo("a\nb\nc\n");
    assertThat(new LineIndex("").lines()).isEqualTo(1);
  }
}
