package dev.freshet.server.promise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freshet.executor.store.Verification;
import dev.freshet.server.promise.KilledRun.Victim;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code kill -9} at random moments: what was told done is not lost, nothing is left behind, and
 * the next run is right. {@code FRESHET_KILLS=300} does it as often as is promised; {@code
 * FRESHET_SEED} chooses other moments.
 */
final class KillsTest {
  private static final int CELLS = 8;
  private static final List<Victim> VICTIMS = List.of(Victim.values());
  private final Path place;
  private final Path notebook;
  private final Path store;
  private final int kills = Integer.parseInt(System.getenv().getOrDefault("FRESHET_KILLS", "4"));
  private final Random random =
      new Random(Long.parseLong(System.getenv().getOrDefault("FRESHET_SEED", "7")));
  private final Map<Victim, Integer> killed = new EnumMap<>(Victim.class);
  private final Set<String> kept = new LinkedHashSet<>();
  private int salt;

  KillsTest(@TempDir Path directory) throws IOException {
    place = directory.toRealPath();
    notebook = Files.createDirectories(place.resolve("nb")).resolve("a.py");
    store = place.resolve("store");
  }

  @BeforeEach
  void onLinux() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "processes are found through /proc");
  }

  /**
   * Cells that take a while and leave values large enough for segments; one starts a runaway, one
   * changes a value in place, one writes a file.
   */
  private void write() throws IOException {
    StringBuilder text = new StringBuilder("# %% start\nimport time\nsalt = " + ++salt + "\n");
    for (int i = 0; i < CELLS; i++) {
      text.append("# %% v").append(i).append("\ntime.sleep(0.1)\n");
      text.append("v%d = bytearray([(salt + %d) %% 250]) * 200_000%n".formatted(i, i));
      text.append("print('v%d is', v%d[7], len(v%d))%n".formatted(i, i, i));
    }
    text.append("# %% runaway\nimport subprocess\n");
    text.append("p = subprocess.Popen(['sleep', '600'], start_new_session=True)\n");
    text.append("# %% total\ntotal = ");
    for (int i = 0; i < CELLS; i++) {
      text.append("v").append(i).append("[9] + ");
    }
    text.append("0\nprint('total is', total)\n");
    text.append("# %% change\nv0.append(salt % 250)\nprint('changed to', len(v0), v0[-1])\n");
    text.append("# %% save\nwith open('out.bin', 'wb') as f:\n    f.write(v0[-2:])\n");
    text.append("# %% load\nprint('read', *open('out.bin', 'rb').read())\n");
    Files.writeString(notebook, text);
    kept.clear();
  }

  private void assertRight(KilledRun run) {
    int sum = 0;
    for (int i = 0; i < CELLS; i++) {
      int value = (salt + i) % 250;
      sum += value;
      assertThat(run.said()).contains("v%d is %d 200000".formatted(i, value));
    }
    assertThat(run.said()).contains("total is " + sum);
    assertThat(run.said()).contains("changed to 200001 " + salt % 250);
    assertThat(run.said()).contains("read %d %d".formatted(salt % 250, salt % 250));
  }

  private KilledRun start() throws IOException {
    return new KilledRun(place, notebook, store);
  }

  /** No cell that an earlier run told done runs again. */
  private void assertNothingLost(KilledRun run) throws InterruptedException {
    List<String> again = new ArrayList<>(run.done("ran"));
    assertThat(again).as("told done twice").doesNotHaveDuplicates();
    again.retainAll(kept);
    assertThat(again).as("lost: told done before, and run again%n%s", run.said()).isEmpty();
    kept.addAll(run.done("ran"));
    kept.addAll(run.done("restored"));
    // What made a process that is gone must run again, and so must what fails with its worker.
    kept.remove("runaway");
    assertThat(run.orphans()).as("orphans").isEmpty();
  }

  /** A run to its end. */
  private void whole() throws Exception {
    KilledRun run = start();
    assertThat(run.await()).as(run.said()).isZero();
    assertRight(run);
    assertNothingLost(run);
  }

  /** Milliseconds from the first process of the kind to the end, in a run without a kill. */
  private long span(Victim victim) throws Exception {
    write();
    KilledRun run = start();
    run.awaits(victim);
    long start = System.nanoTime();
    assertThat(run.await()).as(run.said()).isZero();
    return (System.nanoTime() - start) / 1_000_000;
  }

  @Test
  void nothingIsLostAndNothingIsLeft() throws Exception {
    Map<Victim, Long> spans = new EnumMap<>(Victim.class);
    spans.put(Victim.MONITOR, span(Victim.MONITOR));
    long working = span(Victim.WORKER);
    write();
    for (int done = 0, tries = 0; done < kills; tries++) {
      assertThat(tries).as("runs for %s kills; so far %s", kills, killed).isLessThan(3 * kills + 9);
      Victim victim = VICTIMS.get(done % VICTIMS.size());
      KilledRun run = start();
      run.awaits(victim);
      Thread.sleep((long) (random.nextDouble() * spans.getOrDefault(victim, working)));
      if (run.kill(victim, random)) {
        killed.merge(victim, 1, Integer::sum);
        done++;
      }
      int status = run.await();
      assertNothingLost(run);
      if (status == 0) {
        assertRight(run);
        write();
      }
    }
    whole();
    assertThat(Verification.of(store, true).damages()).isEmpty();
    assertNothingLeft();
    System.out.println("killed " + killed + ": 0 lost, 0 orphans, 0 left in memory");
  }

  private void assertNothingLeft() throws IOException {
    List<Path> left = new ArrayList<>();
    for (Path base : List.of(KilledRun.sharedMemory(place), place.resolve("tmp"))) {
      try (Stream<Path> found = Files.list(base)) {
        found.filter(p -> p.getFileName().toString().startsWith("freshet-")).forEach(left::add);
      }
    }
    assertThat(left).as("segments that nobody needs").isEmpty();
    Files.deleteIfExists(KilledRun.sharedMemory(place));
  }

  @Test
  void twoRunsAtOnceOnOneStoreAreBothRightAndLeaveItSound() throws Exception {
    write();
    KilledRun one = start();
    KilledRun other = start();
    for (KilledRun run : List.of(one, other)) {
      assertThat(run.await()).as(run.said()).isZero();
      assertRight(run);
    }
    assertThat(Verification.of(store, true).damages()).isEmpty();
    KilledRun third = start();
    assertThat(third.await()).as(third.said()).isZero();
    assertThat(third.done("ran")).as(third.said()).isEmpty();
    assertNothingLeft();
  }

  @Test
  void damagedValuesAreNoticedToldAndComputedAgain() throws Exception {
    write();
    whole();
    String text = Files.readString(notebook);
    for (int i = 0; i < Math.max(1, kills / 10); i++) {
      Path object = damageOne();
      Files.writeString(notebook, needingAllValues(text, i));
      KilledRun run = start();
      assertThat(run.await()).as(run.said()).isZero();
      assertThat(run.said())
          .contains("total " + i + " is")
          .containsPattern("(damaged|cut short).*again");
      assertThat(Verification.of(store, true).damages()).as("%s", object).isEmpty();
      assertThat(run.orphans()).isEmpty();
    }
    Files.deleteIfExists(KilledRun.sharedMemory(place));
  }

  /** Two cells are other ones, and need together each value that any cell left. */
  private static String needingAllValues(String text, int version) {
    return text.replace("0\nprint('total is'", "0 * salt\nprint('total " + version + " is'")
        .replace("f.write(v0[-2:])", "f.write(v0[-2:] + b'' * " + version + ")");
  }

  /** Flips a byte of a value, or cuts one short. */
  private Path damageOne() throws IOException {
    try (Stream<Path> all = Files.walk(store.resolve("objects"))) {
      List<Path> values = all.filter(Files::isRegularFile).sorted().toList();
      Path value = values.get(random.nextInt(values.size()));
      try (RandomAccessFile file = new RandomAccessFile(value.toFile(), "rw")) {
        long at = (long) (random.nextDouble() * file.length());
        if (random.nextBoolean()) {
          file.setLength(at);
        } else {
          file.seek(at);
          int old = file.read();
          file.seek(at);
          file.write(old ^ 1);
        }
      }
      return value;
    }
  }
}
