package dev.freshet.executor.store;

import dev.freshet.executor.store.StoreContents.Result;
import dev.freshet.executor.store.StoreContents.Value;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether everything in a store is what it says.
 *
 * @param unkept values that results name and that are not there: not kept, or collected
 */
public record Verification(int results, int values, int unkept, List<Damage> damages) {
  /** A file that is not what it should be, and what depends on it, in words. */
  public record Damage(Path file, String what) {}

  public Verification {
    damages = List.copyOf(damages);
  }

  /**
   * Reads every value and compares it with its checksum. Damaged files are removed, so that what
   * they held is computed again.
   *
   * @param dryRun only look
   */
  public static Verification of(Path root, boolean dryRun) throws IOException {
    StoreContents contents = StoreContents.of(root);
    List<Damage> damages = new ArrayList<>();
    contents
        .unreadable()
        .forEach(file -> damages.add(new Damage(file, "a result that cannot be read")));
    Map<String, Set<String>> users = users(contents);
    Set<String> there = new LinkedHashSet<>();
    for (Value value : contents.values()) {
      there.add(value.hash());
      if (!isSound(value)) {
        damages.add(new Damage(value.file(), "the value of " + words(users.get(value.hash()))));
      }
    }
    if (!dryRun) {
      for (Damage damage : damages) {
        Files.deleteIfExists(damage.file());
      }
    }
    long unkept = users.keySet().stream().filter(hash -> !there.contains(hash)).count();
    return new Verification(
        contents.results().size(), contents.values().size(), (int) unkept, damages);
  }

  /** A value that was collected meanwhile is no damage. */
  private static boolean isSound(Value value) throws IOException {
    try {
      return value.hash().matches("[0-9a-f]{64}") && Objects.isSound(value.file());
    } catch (java.nio.file.NoSuchFileException e) {
      return true;
    }
  }

  private static String words(@org.jspecify.annotations.Nullable Set<String> names) {
    return names == null ? "nothing that is known" : String.join(", ", names);
  }

  private static Map<String, Set<String>> users(StoreContents contents) {
    Map<String, Set<String>> users = new LinkedHashMap<>();
    for (Result result : contents.results()) {
      List<String> names =
          result.execution().groups().stream().flatMap(g -> g.names().stream()).toList();
      result
          .objects()
          .forEach(hash -> users.computeIfAbsent(hash, h -> new LinkedHashSet<>()).addAll(names));
    }
    return users;
  }
}
