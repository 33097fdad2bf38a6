package dev.freshet.executor.runtime;

import dev.freshet.executor.scope.Column;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.scope.Variable;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.ForeignAllocation;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.memory.util.MemoryUtil;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.SmallIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.UInt1Vector;
import org.apache.arrow.vector.UInt2Vector;
import org.apache.arrow.vector.UInt4Vector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.ipc.message.ArrowFieldNode;
import org.jspecify.annotations.Nullable;

/**
 * A segment as Arrow vectors over the mapped file: no Python and no copy. Columns whose memory is
 * not Arrow's are opaque. Close it before the segment is unlinked.
 */
public final class SegmentReader implements AutoCloseable {
  private final BufferAllocator allocator = new RootAllocator();
  private final FileChannel file;
  private final List<ArrowBuf> memory = new ArrayList<>();
  private final List<BaseFixedWidthVector> vectors = new ArrayList<>();

  /** Keeps the mapping alive as long as Arrow looks at it. */
  private static final class Mapping extends ForeignAllocation {
    private final MappedByteBuffer bytes;

    Mapping(MappedByteBuffer bytes) {
      super(bytes.capacity(), MemoryUtil.getByteBufferAddress(bytes));
      this.bytes = bytes;
    }

    @Override
    protected void release0() {
      // The collector unmaps the file once nothing refers to the mapping.
      bytes.clear();
    }
  }

  /**
   * Opens a segment, of any size; columns are mapped when they are asked for.
   *
   * @throws IOException if it cannot be read
   */
  public SegmentReader(Segment segment) throws IOException {
    file = FileChannel.open(Path.of(segment.path()), StandardOpenOption.READ);
  }

  /**
   * The column as an Arrow vector over the segment's memory; empty when it is opaque, or larger
   * than the 2 GiB that Java maps at once.
   *
   * @throws IOException if the file cannot be mapped
   */
  public Optional<BaseFixedWidthVector> vector(Column column) throws IOException {
    BaseFixedWidthVector vector = newVector(column);
    Long offset = column.offset();
    Long length = column.length();
    if (vector == null || offset == null || length == null) {
      return Optional.empty();
    }
    long bytes = length * vector.getTypeWidth();
    if (offset < 0 || bytes > Integer.MAX_VALUE || offset + bytes > file.size()) {
      vector.close();
      return Optional.empty();
    }
    ArrowBuf mapped =
        allocator.wrapForeignAllocation(new Mapping(file.map(MapMode.READ_ONLY, offset, bytes)));
    memory.add(mapped);
    vector.loadFieldBuffers(new ArrowFieldNode(length, 0), List.of(allocator.getEmpty(), mapped));
    vectors.add(vector);
    return Optional.of(vector);
  }

  private @Nullable BaseFixedWidthVector newVector(Column column) {
    String type = column.arrow() == null ? "" : column.arrow();
    String name = column.name();
    return switch (type) {
      case "int8" -> new TinyIntVector(name, allocator);
      case "int16" -> new SmallIntVector(name, allocator);
      case "int32" -> new IntVector(name, allocator);
      case "int64" -> new BigIntVector(name, allocator);
      case "uint8" -> new UInt1Vector(name, allocator);
      case "uint16" -> new UInt2Vector(name, allocator);
      case "uint32" -> new UInt4Vector(name, allocator);
      case "uint64" -> new UInt8Vector(name, allocator);
      case "float32", "float" -> new Float4Vector(name, allocator);
      case "float64", "double" -> new Float8Vector(name, allocator);
      default -> null;
    };
  }

  /** The number of rows of a frame, series or array; -1 when it has no columns. */
  public static long rows(Variable variable) {
    return variable.columns().stream()
        .map(Column::length)
        .filter(java.util.Objects::nonNull)
        .mapToLong(Long::longValue)
        .max()
        .orElse(-1);
  }

  /**
   * The first values of each column that can be read, by column name, in order.
   *
   * @throws IOException if the file cannot be mapped
   */
  public Map<String, List<Object>> preview(Variable variable, int limit) throws IOException {
    Map<String, List<Object>> preview = new LinkedHashMap<>();
    for (Column column : variable.columns()) {
      Optional<BaseFixedWidthVector> vector = vector(column);
      if (vector.isPresent()) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < Math.min(limit, vector.get().getValueCount()); i++) {
          values.add(vector.get().getObject(i));
        }
        preview.put(column.name(), values);
      }
    }
    return preview;
  }

  @Override
  public void close() throws IOException {
    vectors.forEach(BaseFixedWidthVector::close);
    memory.forEach(ArrowBuf::close);
    allocator.close();
    file.close();
  }
}
