package dev.freshet.executor.wire;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.plan.FileTouch;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a worker says to the monitor; each record is a header without its type and number. */
public sealed interface FromWorker {

  /** The worker waits for its first cell. */
  record Ready(long pid) implements FromWorker {}

  /** Something the cell shows, or takes back. */
  record Output(
      String run,
      String action,
      @JsonProperty("wait") boolean pause,
      @Nullable ObjectNode output,
      @Nullable String displayId)
      implements FromWorker {}

  /** A name that was not loaded is used. */
  record Need(String run, int request, String name) implements FromWorker {}

  /** The cell is about to do what cannot be undone. */
  record Gate(String run, String event, @Nullable String detail) implements FromWorker {}

  /** The cell asks the user for a line. */
  record InputRequest(String run, @Nullable String prompt, boolean password)
      implements FromWorker {}

  /** The cell came to its end. */
  record Done(
      String run,
      String status,
      @Nullable ErrorInfo error,
      double durationMs,
      double importMs,
      double exportMs,
      @Nullable List<ReadInfo> reads,
      @Nullable List<String> absent,
      @Nullable List<String> writes,
      @Nullable List<String> mutates,
      @Nullable List<String> deletes,
      @Nullable List<GroupDescriptor> groups,
      @Nullable Map<String, String> moved,
      @Nullable List<AmbientItem> ambient,
      @Nullable List<String> ambientReads,
      @Nullable List<FileTouch> files,
      @Nullable List<String> external,
      @Nullable List<String> impure,
      @Nullable Map<String, String> modules,
      @Nullable List<String> process,
      @Nullable List<String> spoiled,
      @Nullable List<String> withheld)
      implements FromWorker {}

  /** A name that was read and the group it came from. */
  record ReadInfo(String name, String group) {}

  /** An exception as Jupyter shows it. */
  record ErrorInfo(String ename, @Nullable String evalue, @Nullable List<String> traceback) {}
}
