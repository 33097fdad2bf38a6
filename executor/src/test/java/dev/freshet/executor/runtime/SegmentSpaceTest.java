package dev.freshet.executor.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.executor.scope.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values beyond the room in memory move to the disk, the longest unneeded first. */
final class SegmentSpaceTest {
  private static final int SIZE = 100_000;
  private final Path memory;
  private final Path disk;

  SegmentSpaceTest(@TempDir Path directory) throws IOException {
    memory = Files.createDirectory(directory.resolve("memory"));
    disk = Files.createDirectory(directory.resolve("disk"));
  }

  private static Segment write(SegmentSpace space, int k) throws IOException {
    byte[] bytes = new byte[SIZE];
    Arrays.fill(bytes, (byte) k);
    Path file = space.path().resolve("r" + k + ".seg");
    Files.write(file, bytes);
    return new Segment(file.toString(), SIZE);
  }

  @Test
  void theLongestUnneededMovesFirstAndKeepsItsNameAndContent() throws IOException {
    try (SegmentSpace space = SegmentSpace.at(memory, disk, 2L * SIZE + 10)) {
      List<Segment> segments = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        segments.add(write(space, k));
        space.use(segments.get(k));
      }
      space.use(segments.get(0));
      assertThat(space.relieve()).isEqualTo(2L * SIZE);
      for (int k = 0; k < 4; k++) {
        Path path = Path.of(segments.get(k).path());
        assertThat(Files.isSymbolicLink(path)).as("value %s", k).isEqualTo(k == 1 || k == 2);
        assertThat(Files.readAllBytes(path)).hasSize(SIZE).containsOnly(k);
      }
      assertThat(space.relieve()).as("the rest has room").isZero();
      segments.forEach(space::discard);
      try (var left = Files.list(space.overflow())) {
        assertThat(left).isEmpty();
      }
    }
    assertThat(memory).isEmptyDirectory();
    assertThat(disk).isEmptyDirectory();
  }

  @Test
  void aNewValueThatHasNoRoomGoesToTheDiskAtOnce() throws IOException {
    try (SegmentSpace space = SegmentSpace.at(memory, disk, 2L * SIZE)) {
      write(space, 1);
      assertThat(space.file("small", SIZE / 2).getParent()).isEqualTo(space.path());
      assertThat(space.file("large", 2L * SIZE).getParent()).isEqualTo(space.overflow());
    }
  }
}
