package dev.freshet.executor.runtime;

import dev.freshet.executor.scope.Column;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.scope.Variable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowFileWriter;

/** Writes a frame, series or array of a segment as an Arrow IPC file, without Python. */
public final class SegmentExport {
  private SegmentExport() {}

  /** What was written: the number of rows, and columns whose memory only Python understands. */
  public record Result(long rows, List<String> written, List<String> opaque) {}

  /**
   * Writes the columns of the variable that are Arrow's to `target`, an Arrow IPC file (Feather 2).
   * Names that occur twice are told apart by a suffix.
   *
   * @throws IOException if the segment cannot be read or the file not be written; if no column can
   *     be read, nothing is written
   */
  public static Result toArrow(Segment segment, Variable variable, Path target) throws IOException {
    try (SegmentReader reader = new SegmentReader(segment)) {
      List<FieldVector> vectors = new ArrayList<>();
      List<String> opaque = new ArrayList<>();
      Set<String> taken = new HashSet<>();
      for (Column column : variable.columns()) {
        Optional<BaseFixedWidthVector> vector = reader.vector(named(column, taken));
        vector.ifPresentOrElse(vectors::add, () -> opaque.add(column.name()));
      }
      if (vectors.isEmpty()) {
        throw new IOException(
            "no column of this "
                + variable.type()
                + " can be read without Python; write it in a cell (to_parquet, to_feather)");
      }
      long rows = SegmentReader.rows(variable);
      write(vectors, target);
      return new Result(rows, vectors.stream().map(FieldVector::getName).toList(), opaque);
    }
  }

  private static Column named(Column column, Set<String> taken) {
    String name = column.name();
    for (int i = 2; !taken.add(name); i++) {
      name = column.name() + "_" + i;
    }
    return new Column(name, column.dtype(), column.arrow(), column.offset(), column.length());
  }

  private static void write(List<FieldVector> vectors, Path target) throws IOException {
    try (VectorSchemaRoot root = new VectorSchemaRoot(vectors);
        FileChannel out =
            FileChannel.open(
                target,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        ArrowFileWriter writer = new ArrowFileWriter(root, null, out)) {
      writer.start();
      writer.writeBatch();
      writer.end();
    }
  }
}
