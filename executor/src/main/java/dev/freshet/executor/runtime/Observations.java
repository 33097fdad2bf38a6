package dev.freshet.executor.runtime;

import dev.freshet.executor.plan.CellError;
import dev.freshet.executor.plan.FileTouch;
import dev.freshet.executor.scope.AmbientState;
import dev.freshet.executor.scope.Bytes;
import dev.freshet.executor.scope.Group;
import dev.freshet.executor.session.Observation;
import dev.freshet.executor.wire.FromWorker.Done;
import dev.freshet.executor.wire.FromWorker.ErrorInfo;
import dev.freshet.executor.wire.FromWorker.ReadInfo;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns a worker's {@code done} into the session's words. */
final class Observations {
  private Observations() {}

  static Observation of(Done done, List<Bytes> payloads, Path directory) {
    Map<String, String> reads = new LinkedHashMap<>();
    for (ReadInfo read : list(done.reads())) {
      reads.put(read.name(), read.group());
    }
    List<Group> groups = list(done.groups()).stream().map(g -> g.group(payloads)).toList();
    List<AmbientState> ambient =
        list(done.ambient()).stream()
            .map(
                a ->
                    new AmbientState(
                        a.name(),
                        a.fingerprint() == null ? "" : a.fingerprint(),
                        payloads.get(a.frame()),
                        done.run()))
            .toList();
    return new Observation(
        ending(done.status()),
        error(done.error()),
        reads,
        Set.copyOf(list(done.absent())),
        Set.copyOf(list(done.writes())),
        Set.copyOf(list(done.mutates())),
        Set.copyOf(list(done.deletes())),
        groups,
        done.moved() == null ? Map.of() : done.moved(),
        ambient,
        Set.copyOf(list(done.ambientReads())),
        files(done, directory),
        list(done.external()),
        list(done.process()),
        list(done.impure()),
        Set.copyOf(list(done.spoiled())),
        Set.copyOf(list(done.withheld())),
        List.of(),
        done.durationMs());
  }

  private static Observation.Ending ending(String status) {
    return switch (status) {
      case "ok" -> Observation.Ending.OK;
      case "error" -> Observation.Ending.ERROR;
      default -> Observation.Ending.INTERRUPTED;
    };
  }

  private static @Nullable CellError error(@Nullable ErrorInfo error) {
    return error == null
        ? null
        : new CellError(
            error.ename(), error.evalue() == null ? "" : error.evalue(), list(error.traceback()));
  }

  /** The text of a local module is an input like any file that is read. */
  private static List<FileTouch> files(Done done, Path directory) {
    List<FileTouch> files = new ArrayList<>(list(done.files()));
    if (done.modules() != null) {
      done.modules()
          .forEach(
              (name, digest) -> files.add(new FileTouch(file(name, directory), "read", digest)));
    }
    return files;
  }

  private static String file(String module, Path directory) {
    String path = module.replace('.', '/');
    return Files.exists(directory.resolve(path + ".py")) ? path + ".py" : path + "/__init__.py";
  }

  private static <T> List<T> list(@Nullable List<T> given) {
    return given == null ? List.of() : given;
  }
}
