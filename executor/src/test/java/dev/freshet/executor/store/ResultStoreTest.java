package dev.freshet.executor.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freshet.executor.plan.Execution;
import dev.freshet.executor.plan.FileTouch;
import dev.freshet.executor.plan.Inputs;
import dev.freshet.executor.plan.Learned;
import dev.freshet.executor.scope.AmbientState;
import dev.freshet.executor.scope.Binding;
import dev.freshet.executor.scope.Bytes;
import dev.freshet.executor.scope.Exports;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.scope.Segment;
import dev.freshet.executor.scope.Variable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultStoreTest {
  private final Path root;
  private final Path shared;

  ResultStoreTest(@TempDir Path directory) {
    root = directory.resolve("store");
    shared = directory.resolve("shared");
  }

  private final List<String> told = new ArrayList<>();

  private ResultStore store() {
    return new ResultStore(root, Path.of("/nb/a.ipynb"), 10_000_000, told::add);
  }

  private @Nullable Segment fetch(Group group) {
    return store().fetch(group, (name, bytes) -> shared.resolve("unpacked-" + name));
  }

  private Group group(String id, int bytes) throws IOException {
    Files.createDirectories(shared);
    Path file = Files.write(shared.resolve(id), new byte[bytes]);
    Variable variable = new Variable("list", "f", bytes, "3 items", List.of());
    return new Group(
        id,
        List.of("x"),
        new Segment(file.toString(), bytes),
        null,
        null,
        List.of(),
        List.of(),
        List.of(),
        List.of("helper"),
        "f",
        Map.of("x", variable));
  }

  private static Execution execution(String run, Group group) {
    return new Execution(
        run,
        "digest",
        new Inputs(Map.of("y", "fy"), Set.of("z"), Map.of(), Map.of("read:a.csv", "d"), "env"),
        null,
        true,
        new Exports(
            Map.of("x", new Binding("x", group.id(), "x")),
            Set.of("gone"),
            List.of(
                new AmbientState(
                    "@random", "f", Bytes.of("state".getBytes(StandardCharsets.UTF_8)), run)),
            null),
        List.of(group),
        Set.of("x"),
        List.of(new FileTouch("a.csv", "read", "d")),
        List.of(),
        List.of(),
        List.of("clock"),
        Set.of("_1"),
        List.of("{\"output_type\":\"stream\"}"),
        12.5);
  }

  @Test
  void aTraceThatLacksWhatIsNewerIsReadAsIfItWereEmpty() throws IOException {
    store().save(execution("r1", group("r1.0", 100)));
    Path trace = root.resolve("traces").resolve("digest").resolve("r1.json");
    String text = Files.readString(trace);
    assertThat(text).contains("\"impure\":[\"clock\"],");
    Files.writeString(trace, text.replace("\"impure\":[\"clock\"],", ""));
    assertThat(store().traces("digest")).hasSize(1).allMatch(e -> e.impure().isEmpty());
  }

  private Path onlyObject() throws IOException {
    try (Stream<Path> found = Files.walk(root.resolve("objects"))) {
      return found.filter(Files::isRegularFile).findFirst().orElseThrow();
    }
  }

  @Test
  void whatWasKeptComesBackWithItsValuesInTheStore() throws Exception {
    Execution kept = execution("r1", group("r1.0", 100));
    store().save(kept);
    List<Execution> traces = store().traces("digest");
    assertThat(traces).hasSize(1);
    Group group = traces.get(0).groups().get(0);
    assertThat(group.segment()).isEqualTo(new Segment(onlyObject().toString(), 100));
    assertThat(fetch(group)).isEqualTo(group.segment());
    assertThat(traces.get(0).withGroups(List.of())).isEqualTo(kept.withGroups(List.of()));
  }

  @Test
  void aTruncatedValueCountsAsNotKeptAndAChangedOneIsNoticed() throws Exception {
    store().save(execution("r1", group("r1.0", 100)));
    Files.write(onlyObject(), new byte[] {1, 2, 3});
    assertThat(store().traces("digest").get(0).groups().get(0).segment()).isNull();
    byte[] changed = new byte[100];
    changed[50] = 1;
    store().save(execution("r1", group("r1.0", 100)));
    Files.write(onlyObject(), changed);
    assertThat(fetch(store().traces("digest").get(0).groups().get(0))).isNull();
    assertThat(told).hasSize(2).allMatch(line -> line.contains("x") && line.contains("again"));
  }

  @Test
  void aValueOverTheLimitIsNotKeptButItsTraceIs() throws Exception {
    new ResultStore(root, 1000).save(execution("r1", group("r1.0", 2000)));
    assertThat(store().traces("digest").get(0).groups().get(0).isKept()).isFalse();
  }

  @Test
  void aDamagedTraceIsLeftOutAndTheOthersStand() throws Exception {
    store().save(execution("r1", group("r1.0", 100)));
    store().save(execution("r2", group("r2.0", 100)));
    Files.writeString(root.resolve("traces/digest/r1.json"), "{\"version\": 1, \"exec");
    assertThat(store().traces("digest")).extracting(Execution::run).containsExactly("r2");
  }

  @Test
  void lessonsAddUp() throws Exception {
    store().saveLearned("digest", Learned.names(Set.of("a"), Set.of()));
    store().saveLearned("digest", Learned.names(Set.of("b"), Set.of("c")));
    assertThat(store().learned("digest")).isEqualTo(Learned.names(Set.of("a", "b"), Set.of("c")));
    assertThat(store().learned("unknown")).isEqualTo(Learned.NOTHING);
  }

  @Test
  void aStoreOfANewerVersionIsLeftAlone() throws Exception {
    Files.createDirectories(root);
    Files.writeString(root.resolve("store.json"), "{\"schema\":\"freshet.store\",\"version\":99}");
    assertThatThrownBy(this::store)
        .isInstanceOf(NewerStoreException.class)
        .hasMessageContaining("99")
        .hasMessageContaining("update Freshet");
  }

  private Group large(String id, byte[] bytes) throws IOException {
    Group empty = group(id, 0);
    Path file = Files.write(shared.resolve(id), bytes);
    return empty.withSegment(new Segment(file.toString(), bytes.length));
  }

  @Test
  void aValueThatShrinksIsPackedAndComesBackWhole() throws Exception {
    byte[] text =
        "a line of a log that looks like the others\n"
            .repeat(60_000)
            .getBytes(StandardCharsets.UTF_8);
    store().save(slow("r1", large("r1.0", text)));
    assertThat(onlyObject().toString()).endsWith(".zst");
    assertThat(Files.size(onlyObject())).isLessThan(text.length / 10);
    Segment back = fetch(store().traces("digest").get(0).groups().get(0));
    assertThat(Path.of(java.util.Objects.requireNonNull(back).path())).hasBinaryContent(text);
    Files.write(onlyObject(), new byte[] {1, 2, 3});
    assertThat(fetch(store().traces("digest").get(0).groups().get(0))).isNull();
    assertThat(told).hasSize(1);
  }

  @Test
  void noiseAndWhatIsFasterToComputeAgainLieAsTheyAre() throws Exception {
    byte[] noise = new byte[3_000_000];
    new Random(1).nextBytes(noise);
    store().save(slow("r1", large("r1.0", noise)));
    assertThat(onlyObject().toString()).doesNotEndWith(".zst");
    assertThat(new Compression.Trial(1000, 100, 1).pays(1000, 10)).isTrue();
    assertThat(new Compression.Trial(1000, 100, 1).pays(100_000, 10)).isFalse();
  }

  private static Execution slow(String run, Group group) {
    Execution quick = execution(run, group);
    return new Execution(
        run,
        quick.digest(),
        quick.inputs(),
        null,
        true,
        quick.exports(),
        List.of(group),
        quick.mutates(),
        quick.files(),
        List.of(),
        List.of(),
        List.of(),
        Set.of(),
        List.of(),
        60_000);
  }

  @Test
  void verificationFindsWhatIsDamagedAndRemovesIt() throws Exception {
    store().save(execution("r1", group("r1.0", 100)));
    store().save(execution("r2", large("r2.0", new byte[] {1, 2, 3})));
    assertThat(Verification.of(root, false).damages()).isEmpty();
    Files.write(onlyObject(), new byte[100_000]);
    Files.writeString(root.resolve("traces/digest/r2.json"), "{");
    Verification found = Verification.of(root, false);
    assertThat(found.damages()).hasSize(2).anyMatch(d -> d.what().contains("a result"));
    assertThat(Verification.of(root, false).damages()).isEmpty();
  }
}
