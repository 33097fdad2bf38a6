package dev.freshet.executor.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.executor.scope.Column;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.scope.Variable;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.ipc.ArrowFileReader;
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

  @Test
  void readsAColumnBeyondTheFirstTwoGibibytes(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("large.seg");
    long offset = 3L << 30;
    ByteBuffer numbers = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putLong(41).putLong(42).flip();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(numbers, offset); // a hole before: takes no room on disk
    }
    Variable series =
        new Variable(
            "pandas.Series", "f", 16, "2", List.of(new Column("n", "int64", "int64", offset, 2L)));
    try (SegmentReader reader = new SegmentReader(new Segment(file.toString(), offset + 16))) {
      assertThat(reader.preview(series, 5)).isEqualTo(Map.of("n", List.of(41L, 42L)));
    }
  }

  @Test
  void exportsWhatIsArrowAndNamesTheRest(@TempDir Path directory) throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(256).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(64, 7).putLong(72, -8);
    bytes.putDouble(128, 1.5).putDouble(136, 2.5);
    Path file = Files.write(directory.resolve("a.seg"), bytes.array());
    Variable frame =
        new Variable(
            "pandas.DataFrame",
            "f",
            48,
            "2 × 3",
            List.of(
                new Column("x", "int64", "int64", 64L, 2L),
                new Column("x", "float64", "float64", 128L, 2L),
                new Column("s", "object", null, null, 2L)));
    Path target = directory.resolve("a.arrow");
    SegmentExport.Result result =
        SegmentExport.toArrow(new Segment(file.toString(), 256), frame, target);
    assertThat(result).isEqualTo(new SegmentExport.Result(2, List.of("x", "x_2"), List.of("s")));
    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(target);
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      reader.loadNextBatch();
      assertThat(reader.getVectorSchemaRoot().getVector("x").getObject(1)).isEqualTo(-8L);
      assertThat(reader.getVectorSchemaRoot().getVector("x_2").getObject(1)).isEqualTo(2.5);
    }
  }

  @Test
  void saysThatNothingCanBeReadWithoutPython(@TempDir Path directory) throws Exception {
    Path file = Files.write(directory.resolve("a.seg"), new byte[256]);
    Variable words =
        new Variable(
            "pandas.Series", "f", 48, "3", List.of(new Column("s", "object", null, null, 3L)));
    Path target = directory.resolve("a.arrow");
    assertThatThrownBy(
            () -> SegmentExport.toArrow(new Segment(file.toString(), 256), words, target))
        .hasMessageContaining("without Python");
    assertThat(target).doesNotExist();
  }
}
