package dev.freshet.executor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.executor.scope.Column;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.scope.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Columns of a segment read where they lie. */
final class SegmentReaderTest {
  @Test
  void showsTheFirstRowsOfWhatIsArrowAndLeavesTheRest(@TempDir Path directory) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(64, 7).putLong(72, -8).putLong(80, 9);
    bytes.putDouble(128, 1.5).putDouble(136, 2.5).putDouble(144, 3.5);
    Path file = Files.write(directory.resolve("a.seg"), bytes.array());
    Variable frame =
        new Variable(
            "pandas.DataFrame",
            "f",
            48,
            "3 × 3",
            List.of(
                new Column("x", "int64", "int64", 64L, 3L),
                new Column("y", "float64", "float64", 128L, 3L),
                new Column("s", "object", null, null, 3L),
                new Column("beyond", "int64", "int64", 248L, 3L)));
    try (SegmentReader reader = new SegmentReader(new Segment(file.toString(), 256))) {
      assertThat(SegmentReader.rows(frame)).isEqualTo(3);
      assertThat(reader.preview(frame, 2))
          .isEqualTo(Map.of("x", List.of(7L, -8L), "y", List.of(1.5, 2.5)));
    }
  }
}
