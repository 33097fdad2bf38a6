package dev.freshet.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code freshet store export} after a real run. */
final class StoreExportTest {
  private static final String SCRIPT =
      """
      # %% make
      import pandas as pd
      times = 1_000
      df = pd.DataFrame({"n": [3, 4, 5], "x": [.5, 1.5, 2.5], "s": ["a", "b", None]})
      small = df.copy()
      df = pd.concat([df] * times, ignore_index=True)
      number = 7
      lines = (line for line in ["a"])
      # %% alias
      same = df
      # %% large
      import numpy as np
      zeros = np.zeros(400_000)
      """;

  private final Shell shell = new Shell();
  private final Path directory;
  private final Path notebook;
  private final Path table;

  StoreExportTest(@TempDir Path directory) throws IOException {
    this.directory = directory;
    table = directory.resolve("t.arrow");
    notebook = Files.writeString(directory.resolve("n.py"), SCRIPT);
    Path packages = Path.of("..", "examples", "requirements.txt").toRealPath();
    Files.writeString(
        directory.resolve("freshet.toml"), "[environment]\nrequirements = '" + packages + "'\n");
    assertThat(shell.run(arguments("run", notebook, "--jobs", 2))).as(shell.err()).isZero();
  }

  private Object[] arguments(Object... words) {
    List<Object> all = new ArrayList<>(Arrays.asList(words));
    all.addAll(List.of("--store", directory.resolve("store")));
    String python = System.getenv("FRESHET_PYTHON");
    if (python != null) {
      all.addAll(List.of("--python", python));
    }
    return all.toArray();
  }

  private int export(Object cell, String name, Path file, Object... more) {
    List<Object> words = new ArrayList<>(List.of("store", "export", notebook, cell, name));
    words.addAll(List.of("-o", file));
    words.addAll(Arrays.asList(more));
    return shell.run(arguments(words.toArray()));
  }

  private static Map<String, List<Object>> read(Path file) throws IOException {
    Map<String, List<Object>> columns = new LinkedHashMap<>();
    try (RootAllocator allocator = new RootAllocator();
        FileChannel channel = FileChannel.open(file);
        ArrowFileReader reader = new ArrowFileReader(channel, allocator)) {
      assertThat(reader.loadNextBatch()).isTrue();
      for (FieldVector vector : reader.getVectorSchemaRoot().getFieldVectors()) {
        columns.put(
            vector.getName(),
            IntStream.range(0, vector.getValueCount()).mapToObj(vector::getObject).toList());
      }
    }
    return columns;
  }

  private static List<Object> repeated(Object... values) {
    return Collections.nCopies(1_000, List.of(values)).stream().flatMap(List::stream).toList();
  }

  @Test
  void aFramesNumbersAreReadBackAndTheRestIsNamed() throws IOException {
    assertThat(export("make", "df", table)).as(shell.err()).isZero();
    assertThat(shell.out()).contains("3000 rows, 2 columns");
    assertThat(shell.err()).contains("only Python can read them: s");
    Map<String, List<Object>> frame =
        Map.of("n", repeated(3L, 4L, 5L), "x", repeated(0.5, 1.5, 2.5));
    assertThat(read(table)).isEqualTo(frame);
    assertThat(export(1, "same", directory.resolve("same.feather"))).isEqualTo(2);
    assertThat(shell.err()).contains("name the cell that made that");
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("freshet.toml", "n.py", "store", "t.arrow");
    }
  }

  @Test
  void aPackedValueIsUnpackedAndTheLastResultCounts() throws IOException {
    assertThat(export(2, "zeros", table)).as(shell.err()).isZero();
    assertThat(read(table).get("")).hasSize(400_000).containsOnly(0.0);
    Files.writeString(notebook, SCRIPT.replace("[3, 4, 5]", "[3, 4, 6]"));
    assertThat(export(0, "df", table, "--force")).isEqualTo(2);
    assertThat(shell.err()).contains("no result of its present text is kept");
    assertThat(shell.run(arguments("run", notebook))).isZero();
    assertThat(export(0, "df", table, "--force")).as(shell.err()).isZero();
    assertThat(read(table).get("n")).isEqualTo(repeated(3L, 4L, 6L));
  }

  @Test
  void whatCannotBeWrittenSaysWhyAndLeavesTheFileAsItIs() throws IOException {
    Files.writeString(table, "mine");
    Map<String, String> problems =
        Map.of(
            "number", "no column of this int is kept",
            "small", "256 bytes or more; write it to a file",
            "lines", "lives only in the process that made it",
            "other", "it does not leave other, but df, ");
    problems.forEach(
        (name, problem) -> {
          assertThat(export(0, name, table, "--force")).as(name).isEqualTo(2);
          assertThat(shell.err()).contains(problem);
        });
    assertThat(export(0, "df", table)).isEqualTo(2);
    assertThat(shell.err()).contains("exists already").contains("--force");
    assertThat(export(9, "df", directory.resolve("u.arrow"))).isEqualTo(2);
    assertThat(shell.err()).contains("no code cell has the index, id or title 9");
    assertThat(export(0, "df", directory.resolve("u.csv"))).isEqualTo(2);
    assertThat(shell.err()).contains("must end in .arrow, .feather or .parquet");
    assertThat(Files.readString(table)).isEqualTo("mine");
  }

  @Test
  void parquetNeedsPyarrow() throws IOException {
    Path parquet = directory.resolve("t.parquet");
    int status = export(0, "df", parquet);
    if (status == 0) {
      assertThat(Files.readString(parquet, StandardCharsets.ISO_8859_1)).startsWith("PAR1");
    } else {
      assertThat(status).isEqualTo(2);
      assertThat(shell.err()).contains("has pyarrow").contains("ends in .arrow");
      assertThat(parquet).doesNotExist();
    }
  }
}
