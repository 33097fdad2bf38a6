package dev.freshet.server.json;

import dev.freshet.executor.store.Lease;
import dev.freshet.executor.store.StoreContents;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code freshet.store}: the results that are kept, by notebook. Times are ISO 8601, UTC. */
public record StoreDocument(
    String schema, int version, long quota, long bytes, List<Store> stores) {
  /** The results of one notebook. {@code sessions}: processes that use it now. */
  public record Store(
      @Nullable String notebook,
      String path,
      long bytes,
      int values,
      List<Long> sessions,
      List<Result> results) {
    public Store {
      sessions = List.copyOf(sessions);
      results = List.copyOf(results);
    }
  }

  /**
   * One execution of a cell.
   *
   * @param writes names whose values it left
   * @param bytes of it and of its values on disk; values that results share count for each
   */
  public record Result(
      String run,
      String digest,
      List<String> writes,
      double durationMs,
      long bytes,
      String saved,
      String used) {
    public Result {
      writes = List.copyOf(writes);
    }
  }

  public StoreDocument {
    stores = List.copyOf(stores);
  }

  public static StoreDocument of(long quota, List<StoreContents> contents) {
    return new StoreDocument(
        "freshet.store",
        Documents.VERSION,
        quota,
        contents.stream().mapToLong(StoreContents::bytes).sum(),
        contents.stream().map(StoreDocument::store).toList());
  }

  private static Store store(StoreContents contents) {
    Map<String, Long> sizes = new HashMap<>();
    contents.values().forEach(v -> sizes.merge(v.hash(), v.bytes(), Long::sum));
    return new Store(
        contents.notebook().map(Path::toString).orElse(null),
        contents.root().toString(),
        contents.bytes(),
        contents.values().size(),
        Lease.holders(contents.root()).stream().map(Lease.Holder::pid).toList(),
        contents.results().stream()
            .sorted(Comparator.comparing(StoreContents.Result::used).reversed())
            .map(r -> result(r, sizes))
            .toList());
  }

  private static Result result(StoreContents.Result result, Map<String, Long> sizes) {
    long values = result.objects().stream().mapToLong(h -> sizes.getOrDefault(h, 0L)).sum();
    return new Result(
        result.execution().run(),
        result.execution().digest(),
        List.copyOf(new TreeSet<>(result.execution().exports().moved().keySet())),
        result.execution().durationMs(),
        result.bytes() + values,
        result.saved().toString(),
        result.used().toString());
  }
}
