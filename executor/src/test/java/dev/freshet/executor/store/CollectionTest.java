package dev.freshet.executor.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.Inputs;
import dev.freshet.executor.scope.Exports;
import dev.freshet.executor.store.Collection.Kind;
import dev.freshet.executor.store.Collection.Removal;
import dev.freshet.executor.store.StoreContents.Result;
import dev.freshet.executor.store.StoreContents.Value;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which values go first, and which never. */
final class CollectionTest {
  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final Instant LONG_AGO = NOW.minus(Duration.ofDays(30));
  private final Path root;

  CollectionTest(@TempDir Path root) {
    this.root = root;
  }

  private static Execution execution(String run, double ms) {
    return new Execution(
        run,
        "d",
        new Inputs(Map.of(), Set.of(), Map.of(), Map.of(), "env"),
        null,
        true,
        Exports.NONE,
        List.of(),
        Set.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        ms);
  }

  private Result result(String run, double ms, String... hashes) {
    Path file = root.resolve(run + ".json");
    return new Result(file, execution(run, ms), Set.of(hashes), 10, LONG_AGO, LONG_AGO);
  }

  private Value value(String hash, long bytes, Instant used) {
    return new Value(root.resolve(hash), hash, bytes, used);
  }

  private Collection plan(long quota, List<Result> results, Value... values) {
    StoreContents contents =
        new StoreContents(
            root, Optional.empty(), results, List.of(values), List.of(), List.of(), 0);
    return Collection.plan(List.of(contents), quota, NOW);
  }

  private static List<String> names(Collection collection) {
    return collection.removals().stream().map(r -> r.file().getFileName().toString()).toList();
  }

  @Test
  void whatCostsLeastToComputeForItsBytesGoesFirst() {
    List<Result> results = List.of(result("r1", 60_000, "dear"), result("r2", 5, "cheap"));
    Collection collection =
        plan(1200, results, value("dear", 1000, LONG_AGO), value("cheap", 1000, LONG_AGO));
    assertThat(names(collection)).containsExactly("cheap");
    assertThat(collection.before()).isEqualTo(2020);
    assertThat(collection.after()).isEqualTo(1020);
  }

  @Test
  void ofEqualsTheLongerUnusedGoesFirst() {
    List<Result> results = List.of(result("r1", 100, "old"), result("r2", 100, "new"));
    Collection collection =
        plan(
            1200,
            results,
            value("new", 1000, NOW.minus(Duration.ofDays(1))),
            value("old", 1000, LONG_AGO));
    assertThat(names(collection)).containsExactly("old");
  }

  @Test
  void aClockThatWasSetBackEndsNothingThatIsReferredTo() {
    Instant ahead = NOW.plus(Duration.ofDays(400));
    List<Result> results = List.of(result("r1", 60_000, "dear"), result("r2", 5, "cheap"));
    Collection roomy = plan(1_000_000, results, value("dear", 1000, ahead), value("odd", 9, ahead));
    assertThat(roomy.removals()).isEmpty();
    Collection tight = plan(1200, results, value("dear", 1000, ahead), value("cheap", 1000, ahead));
    assertThat(names(tight)).containsExactly("cheap");
  }

  @Test
  void belowTheQuotaOnlyWhatNothingRefersToGoes() {
    Collection collection =
        plan(
            1_000_000,
            List.of(result("r1", 1, "kept")),
            value("kept", 1000, LONG_AGO),
            value("lost", 1000, LONG_AGO),
            value("being-written", 1000, NOW.minusSeconds(5)));
    assertThat(collection.removals()).extracting(Removal::kind).containsExactly(Kind.UNREFERENCED);
    assertThat(names(collection)).containsExactly("lost");
  }

  @Test
  void whenValuesDoNotSufficeResultsGo() {
    Collection collection = plan(5, List.of(result("r1", 1, "a")), value("a", 100, LONG_AGO));
    assertThat(collection.removals())
        .extracting(Removal::kind)
        .containsExactly(Kind.VALUE, Kind.RESULT);
    assertThat(collection.after()).isZero();
  }

  @Test
  void whatALivingSessionUsedStays() throws Exception {
    try (Lease lease = Lease.take(root);
        Stream<Path> files = Files.list(root.resolve("sessions"))) {
      assertThat(lease).isNotNull();
      Files.setLastModifiedTime(
          files.findFirst().orElseThrow(), FileTime.from(NOW.minus(Duration.ofHours(1))));
      Collection collection =
          plan(
              0,
              List.of(result("r1", 1, "used", "unused")),
              value("used", 100, NOW.minus(Duration.ofMinutes(30))),
              value("unused", 100, LONG_AGO));
      assertThat(names(collection)).contains("unused").doesNotContain("used");
      assertThat(Lease.holders(root)).hasSize(1);
    }
    assertThat(Lease.holders(root)).isEmpty();
  }

  @Test
  void theLeaseOfADeadProcessDoesNotCount() throws Exception {
    Files.createDirectories(root.resolve("sessions"));
    Files.writeString(root.resolve("sessions/1.999999999-aaaa"), "");
    assertThat(Lease.holders(root)).isEmpty();
    assertThat(root.resolve("sessions")).isEmptyDirectory();
  }

  @Test
  void oneTidiesAtATime() throws Exception {
    try (StoreLock held = StoreLock.tryTake(root).orElseThrow()) {
      assertThat(StoreLock.tryTake(root)).isEmpty();
      assertThat(held).isNotNull();
    }
    StoreLock.tryTake(root).orElseThrow().close();
  }
}
