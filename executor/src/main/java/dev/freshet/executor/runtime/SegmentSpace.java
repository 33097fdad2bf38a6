package dev.freshet.executor.runtime;

import dev.freshet.executor.scope.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Where a session's values lie: in shared memory as long as there is room, the longest unneeded on
 * disk. A value that moved leaves a symbolic link, so that its name stays and whoever has it mapped
 * is not disturbed. Files that nobody needs any more wait in {@code free/} to be written again:
 * memory that the kernel has already handed out is several times faster to fill.
 */
public final class SegmentSpace implements AutoCloseable {
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  /** Of the directory's size, and of the machine's memory, that values may fill. */
  private static final double SHARE = 0.8;

  private static final double SHARE_OF_MACHINE = 0.5;

  /** Below this share of free memory values move out whatever the budget says. */
  private static final double SCARCE = 0.08;

  private static final double RECYCLED_SHARE = 0.25;
  private static final long SMALLEST_RECYCLED = 1 << 20;

  private final SegmentDirectory memory;
  private final SegmentDirectory disk;
  private final Path free;
  private final long budget;
  private final Map<Path, Long> lastUse = new ConcurrentHashMap<>();

  private SegmentSpace(SegmentDirectory memory, SegmentDirectory disk, long budget)
      throws IOException {
    this.memory = memory;
    this.disk = disk;
    this.budget = budget;
    free = Files.createDirectory(memory.path().resolve("free"));
  }

  /** Makes the directories, and sweeps away those whose owners were killed. */
  public static SegmentSpace create(Map<String, String> variables) throws IOException {
    Path disk = diskBase(variables);
    Path base =
        Optional.ofNullable(variables.get("FRESHET_SHM")).map(Path::of).orElse(SHARED_MEMORY);
    if (!Files.isDirectory(base) || !Files.isWritable(base)) {
      base = disk;
    }
    long room = base.toFile().getTotalSpace();
    long budget = (long) Math.min(room * SHARE, Machine.now().total() * SHARE_OF_MACHINE);
    return at(base, disk, budget);
  }

  /** With room for so many bytes in memory. */
  static SegmentSpace at(Path base, Path disk, long budget) throws IOException {
    return new SegmentSpace(SegmentDirectory.create(base), SegmentDirectory.create(disk), budget);
  }

  /** The temporary directory, unless it lies in memory itself and a disk has a place. */
  private static Path diskBase(Map<String, String> variables) {
    Path first = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
    List<Path> choices = new ArrayList<>(List.of(first, Path.of("/var/tmp")));
    Optional.ofNullable(variables.get("HOME")).map(Path::of).ifPresent(choices::add);
    return choices.stream()
        .filter(p -> Files.isDirectory(p) && Files.isWritable(p) && !inMemory(p))
        .findFirst()
        .orElse(first);
  }

  private static boolean inMemory(Path directory) {
    try {
      FileStore store = Files.getFileStore(directory);
      return store.type().equals("tmpfs") || store.type().equals("ramfs");
    } catch (IOException e) {
      return true;
    }
  }

  /** Where workers write first. */
  public Path path() {
    return memory.path();
  }

  /** Where workers write what has no room there. */
  public Path overflow() {
    return disk.path();
  }

  /** A path for a new value of so many bytes. */
  public Path file(String name, long bytes) {
    boolean fits = bytes < memory.path().toFile().getUsableSpace() / 2 && used() + bytes < budget;
    return (fits ? memory : disk).path().resolve(name + ".seg");
  }

  /** Notes that values are needed now: they move out last. */
  public void use(Segment segment) {
    lastUse.put(Path.of(segment.path()), System.nanoTime());
  }

  /**
   * Forgets a value; one that lies elsewhere stays. Its file is kept for a new one if it is large.
   */
  public void discard(Segment segment) {
    Path path = Path.of(segment.path());
    lastUse.remove(path);
    try {
      if (path.startsWith(memory.path())) {
        if (Files.isSymbolicLink(path)) {
          Files.deleteIfExists(Files.readSymbolicLink(path));
          Files.deleteIfExists(path);
        } else if (segment.size() >= SMALLEST_RECYCLED
            && sum(free) + segment.size() <= budget * RECYCLED_SHARE) {
          Files.move(path, free.resolve(segment.size() + "." + UUID.randomUUID()));
        } else {
          Files.deleteIfExists(path);
        }
      } else if (path.startsWith(disk.path())) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // It goes with its directory when the session ends.
      return;
    }
  }

  /**
   * Moves values to the disk, the longest unneeded first, until the rest keeps to its share of
   * memory.
   *
   * @return bytes that were moved or given back
   */
  public synchronized long relieve() {
    long excess = excess();
    if (excess <= 0) {
      return 0;
    }
    long relieved = dropRecycled();
    for (Path segment : longestUnneeded()) {
      if (relieved >= excess) {
        break;
      }
      relieved += moveOut(segment);
    }
    return relieved;
  }

  private long excess() {
    Machine machine = Machine.now();
    long scarce = (long) (machine.total() * SCARCE) - machine.available();
    long room = memory.path().toFile().getTotalSpace();
    long crowded = (long) (room * (1 - SHARE)) - memory.path().toFile().getUsableSpace();
    return Math.max(used() - budget, Math.max(scarce, crowded));
  }

  private long used() {
    return sum(memory.path()) + sum(free);
  }

  private static long sum(Path directory) {
    return files(directory).stream().mapToLong(f -> f.toFile().length()).sum();
  }

  /** Regular files; links are not followed. */
  private static List<Path> files(Path directory) {
    try (Stream<Path> found = Files.list(directory)) {
      return found
          .filter(f -> Files.isRegularFile(f, java.nio.file.LinkOption.NOFOLLOW_LINKS))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      return List.of();
    }
  }

  private long dropRecycled() {
    long dropped = 0;
    for (Path file : files(free)) {
      long size = file.toFile().length();
      if (file.toFile().delete()) {
        dropped += size;
      }
    }
    return dropped;
  }

  private List<Path> longestUnneeded() {
    return files(memory.path()).stream()
        .filter(f -> f.toString().endsWith(".seg"))
        .sorted(Comparator.comparingLong(f -> lastUse.getOrDefault(f, Long.MIN_VALUE)))
        .toList();
  }

  private long moveOut(Path segment) {
    Path target = disk.path().resolve(String.valueOf(segment.getFileName()));
    Path link = memory.path().resolve(segment.getFileName() + ".link");
    try {
      long size = Files.size(segment);
      Files.copy(segment, target, StandardCopyOption.REPLACE_EXISTING);
      Files.createSymbolicLink(link, target);
      Files.move(link, segment, StandardCopyOption.ATOMIC_MOVE);
      return size;
    } catch (NoSuchFileException e) {
      return 0;
    } catch (IOException e) {
      // The disk is full as well: what is in memory stays there.
      target.toFile().delete();
      link.toFile().delete();
      return 0;
    }
  }

  @Override
  public void close() {
    memory.close();
    disk.close();
  }
}
