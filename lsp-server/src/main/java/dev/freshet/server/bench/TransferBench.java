package dev.freshet.server.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freshet.executor.runtime.python.EnvironmentRequest;
import dev.freshet.executor.runtime.python.PythonEnvironments;
import dev.freshet.server.run.NotebookRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A value from one interpreter to another, from 1 KB to 1 GB: written into fresh and into recycled
 * memory, read for the first time and once more. Beside it pickle, Arrow and Ray, and as the
 * physical limit one copy of as many bytes as our segment has. The table shows the largest size of
 * each kind, the drawing all.
 */
final class TransferBench implements Bench {
  private static final List<String> KINDS = List.of("numbers", "strings", "mixed", "objects");
  private static final long[] SIZES = {1 << 10, 1 << 15, 1 << 20, 1 << 25};
  private static final long[] FULL = {1 << 10, 1 << 15, 1 << 20, 1 << 25, 1 << 28, 1 << 30};

  // Larger values are moved fewer times.
  private static final long BYTES_PER_KIND = 1L << 28;
  private static final String LIMIT = "memcpy";

  private final NotebookRun.Settings settings;
  private final JsonMapper json = JsonMapper.builder().build();

  TransferBench(NotebookRun.Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "transfer";
  }

  @Override
  public Measured run(BenchContext context) throws IOException {
    ObjectNode request = json.createObjectNode();
    request.set("sizes", json.valueToTree(context.full() ? FULL : SIZES));
    request.set("kinds", json.valueToTree(KINDS));
    request.put("rounds", context.rounds()).put("bytes_per_kind", BYTES_PER_KIND);
    List<TransferFigure> figures = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    ArrayNode details = json.createArrayNode();
    new TransferPeer()
        .run(
            context.python(),
            settings.runtime(),
            side(context.python()),
            request,
            told -> hear(told, figures, notes, details));
    if (!context.full()) {
      notes.add("values of 256 MB and 1 GB are moved with --full");
    }
    List<BenchResult> lines = new ArrayList<>();
    KINDS.forEach(kind -> lines.addAll(lines(kind, figures)));
    return new Measured(lines, Optional.of(new TransferPlot(figures).drawing()), details, notes);
  }

  private static void hear(
      JsonNode told, List<TransferFigure> figures, List<String> notes, ArrayNode details) {
    if (told.has("note")) {
      notes.add(told.path("note").asText());
    } else {
      details.add(told);
      figures.add(TransferFigure.of(told));
    }
  }

  private Optional<Path> side(String python) {
    EnvironmentRequest request =
        new EnvironmentRequest(
            Path.of("").toAbsolutePath(),
            Optional.of(Path.of(python)),
            Optional.empty(),
            System.getenv());
    return new PythonEnvironments(settings.runtime()).find(request, line -> {}).side();
  }

  /** What the largest size of a kind shows. */
  private static List<BenchResult> lines(String kind, List<TransferFigure> all) {
    long size =
        all.stream()
            .filter(f -> f.kind().equals(kind) && f.by().equals(TransferFigure.OURS))
            .mapToLong(TransferFigure::bytes)
            .max()
            .orElse(-1);
    List<TransferFigure> here =
        all.stream().filter(f -> f.kind().equals(kind) && f.bytes() == size).toList();
    List<BenchResult> lines = new ArrayList<>();
    here.stream()
        .filter(f -> !f.by().equals(TransferFigure.OURS))
        .map(TransferFigure::by)
        .distinct()
        .forEach(peer -> lines.addAll(against(peer, kind, size, here)));
    return lines;
  }

  private static List<BenchResult> against(
      String peer, String kind, long size, List<TransferFigure> here) {
    List<BenchResult> lines = new ArrayList<>();
    for (String did : List.of("write-fresh", "write-recycled", "read-cold", "read-hot")) {
      Optional<Sample> ours = find(here, TransferFigure.OURS, did);
      Optional<Sample> theirs = find(here, peer, did);
      if (ours.isPresent() && theirs.isPresent()) {
        lines.add(line(did, peer, kind, size, ours.get(), theirs.get()));
      }
    }
    Optional<BenchResult> both = both(peer, kind, size, here);
    both.ifPresent(lines::add);
    return lines;
  }

  /** Once written and once read: what a value costs that one other cell needs. */
  private static Optional<BenchResult> both(
      String peer, String kind, long size, List<TransferFigure> here) {
    return sum(here, TransferFigure.OURS)
        .flatMap(us -> sum(here, peer).map(them -> line("both", peer, kind, size, us, them)));
  }

  private static Optional<Sample> sum(List<TransferFigure> here, String by) {
    return find(here, by, "write-fresh")
        .flatMap(
            w ->
                find(here, by, "read-cold")
                    .map(
                        r ->
                            new Sample(
                                w.median() + r.median(),
                                w.min() + r.min(),
                                Math.min(w.n(), r.n()))));
  }

  private static BenchResult line(
      String did, String peer, String kind, long size, Sample ours, Sample theirs) {
    String name = "transfer." + kind + "." + did;
    BenchResult.Peer other = new BenchResult.Peer(peer + ", " + TransferFigure.size(size), theirs);
    BenchResult line =
        new BenchResult(
            name, "ms", ours, other, theirs.min() / ours.min(), target(did, peer, kind));
    return did.startsWith("read") && kind.equals("numbers") ? line.atMost(1) : line;
  }

  /** The ratio that is promised; 1 where none is but we should not be worse. */
  private static double target(String did, String peer, String kind) {
    if (peer.equals(LIMIT)) {
      return did.equals("write-recycled") && kind.equals("numbers") ? 1 / 1.3 : 0;
    }
    if (peer.equals("Ray") && did.equals("write-fresh") && kind.equals("numbers")) {
      return 1.3;
    }
    if (peer.equals("pickle") && did.equals("both")) {
      return switch (kind) {
        case "strings" -> 2;
        case "objects" -> 0.9;
        default -> 1;
      };
    }
    return did.equals("both") || did.startsWith("read") ? 1 : 0;
  }

  private static Optional<Sample> find(List<TransferFigure> here, String by, String did) {
    return here.stream()
        .filter(f -> f.by().equals(by) && f.did().equals(did))
        .map(TransferFigure::sample)
        .findFirst();
  }
}
