package dev.freshet.analyzer.spec;

import dev.freshet.analyzer.Affected;
import dev.freshet.analyzer.Analysis;
import dev.freshet.analyzer.AnalysisHost;
import dev.freshet.analyzer.AnalysisInputs;
import dev.freshet.analyzer.checks.CheckSettings;
import dev.freshet.analyzer.checks.Diagnostic;
import dev.freshet.analyzer.checks.Findings;
import dev.freshet.analyzer.checks.Selection;
import dev.freshet.analyzer.graph.Reason;
import dev.freshet.analyzer.notebook.Cell;
import dev.freshet.analyzer.notebook.CellId;
import dev.freshet.analyzer.notebook.Notebook;
import dev.freshet.analyzer.notebook.StoredOutputs;
import dev.freshet.analyzer.semantics.installed.PackageSummary;
import dev.freshet.analyzer.semantics.library.Library;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fences about what cells do. {@code python} gives a notebook with marks; before it, {@code module
 * NAME} gives a module beside it, {@code installed PATH} one of an installed package, {@code files}
 * the paths that exist, {@code counts} the execution counts in the file ({@code ID COUNT} lines),
 * {@code version MINOR} the Python that runs it, {@code output ID} and {@code error ID NAME} what
 * the file keeps of a run; {@code edit ID}, {@code insert ID before|after ID} and {@code delete ID}
 * change it. Expectations: {@code facts}, {@code graph}, {@code diagnostics} (of all rules, or of
 * those named), {@code fixes}, {@code findings [CODE…]} (what is shown, with the fixes), and
 * against the notebook before the changes {@code affected} and {@code digests}.
 */
final class AnalysisSteps implements SpecSteps {
  private final AnalysisHost host = new AnalysisHost();
  private final Map<String, String> modules = new HashMap<>();
  private final Map<String, String> packages = new TreeMap<>();
  private OptionalInt python = OptionalInt.empty();
  private final Map<CellId, Integer> counts = new HashMap<>();
  private final Map<CellId, StoredOutputs> outputs = new HashMap<>();
  private Optional<Set<String>> files = Optional.empty();
  private List<SpecMark> marks = List.of();
  private @Nullable Analysis before;
  private @Nullable Analysis now;
  private boolean diagnosticsListed;

  @Override
  public Optional<String> perform(SpecFence fence) {
    switch (fence.kind()) {
      case "module" -> modules.put(fence.argument(), fence.body());
      case "installed" -> packages.put(fence.argument(), fence.body());
      case "files" -> files = Optional.of(Set.of(fence.body().strip().split("\\s*\n")));
      case "version" -> python = OptionalInt.of(Integer.parseInt(fence.argument()));
      case "counts" -> fence.body().lines().map(l -> l.split(" ", -1)).forEach(this::count);
      case "output" -> output(fence.argument(), Optional.empty(), fence.body());
      case "error" -> error(fence.argument().split(" ", -1), fence.body());
      case "python" -> open(fence);
      case "edit" -> change(edited(fence));
      case "insert" -> change(inserted(fence));
      case "delete" -> change(deleted(fence));
      default -> {
        return Optional.of(expectation(fence));
      }
    }
    return Optional.empty();
  }

  @Override
  public void finish() {
    Analysis first = before;
    if (first != null) {
      new MarkCheck(first, diagnosticsListed).check(marks);
    }
  }

  private String expectation(SpecFence fence) {
    return switch (fence.kind()) {
      case "facts" -> facts(fence);
      case "graph" -> GraphText.of(now().notebook(), now().graph());
      case "diagnostics" -> diagnostics(fence.argument());
      case "fixes" -> fixes(fence.argument());
      case "findings" -> findings(fence);
      case "affected" -> affected();
      case "digests" -> digests();
      default -> throw fence.unknown();
    };
  }

  private void open(SpecFence fence) {
    MarkedNotebook marked = MarkedNotebook.parse(fence.body());
    marks = marked.marks();
    before =
        analyse(
            new Notebook("python", marked.notebook().cells().stream().map(this::counted).toList()));
    now = before;
  }

  private Cell counted(Cell cell) {
    Integer count = counts.get(cell.id());
    return count == null
        ? cell
        : new Cell(cell.id(), cell.kind(), cell.source(), cell.tags(), count);
  }

  private void count(String[] words) {
    CellId id = new CellId(words[0]);
    counts.put(id, Integer.valueOf(words[1]));
    outputs.putIfAbsent(id, new StoredOutputs(0, Optional.empty(), List.of()));
  }

  private void output(String id, Optional<String> error, String text) {
    outputs.put(new CellId(id), new StoredOutputs(text.length(), error, List.of(text)));
  }

  private void error(String[] words, String text) {
    output(words[0], Optional.of(words[1]), text);
  }

  private void change(List<Cell> cells) {
    now = analyse(Notebook.python(cells));
  }

  private Analysis analyse(Notebook notebook) {
    Predicate<String> exists = path -> files.isEmpty() || files.get().contains(path);
    return host.apply(
        notebook,
        new AnalysisInputs(
            modules, exists, outputs, Optional.of("/home/ann/work"), python, installed()));
  }

  private List<String> installed() {
    return packages.isEmpty()
        ? List.of()
        : List.of(PackageSummary.of(packages, Library.standard()));
  }

  private List<Cell> edited(SpecFence fence) {
    CellId id = new CellId(fence.argument());
    List<Cell> cells = cells();
    cells.replaceAll(cell -> cell.id().equals(id) ? cell.withSource(source(fence)) : cell);
    indexOf(fence, fence.argument());
    return cells;
  }

  private List<Cell> inserted(SpecFence fence) {
    String[] words = fence.argument().split(" ", -1);
    int neighbour = indexOf(fence, words[2]);
    List<Cell> cells = cells();
    cells.add(
        words[1].equals("before") ? neighbour : neighbour + 1, Cell.code(words[0], source(fence)));
    return cells;
  }

  private List<Cell> deleted(SpecFence fence) {
    List<Cell> cells = cells();
    cells.remove(indexOf(fence, fence.argument()));
    return cells;
  }

  private List<Cell> cells() {
    return new ArrayList<>(now().notebook().cells());
  }

  private static String source(SpecFence fence) {
    return fence.body().stripTrailing();
  }

  private int indexOf(SpecFence fence, String id) {
    OptionalInt index = now().notebook().indexOf(new CellId(id));
    return index.orElseThrow(
        () -> new AssertionError("line " + fence.line() + ": there is no cell " + id));
  }

  private String facts(SpecFence fence) {
    if (!fence.argument().isEmpty()) {
      return lines("", effects(indexOf(fence, fence.argument())));
    }
    return codeCells()
        .mapToObj(i -> id(i) + "\n" + lines("  ", effects(i)))
        .collect(Collectors.joining());
  }

  private List<String> effects(int index) {
    return EffectsText.lines(now().notebook(), now().effects(index));
  }

  private String diagnostics(String codes) {
    diagnosticsListed = true;
    return lines("", found(codes).stream().map(this::line).toList());
  }

  private List<Diagnostic> found(String codes) {
    List<String> wanted = List.of(codes.split(" ", -1));
    return now().diagnostics().stream()
        .filter(d -> codes.isEmpty() || wanted.contains(d.code()))
        .toList();
  }

  /** The cells with a fix, as they are after it; one after the other, each by itself. */
  private String fixes(String codes) {
    StringBuilder text = new StringBuilder();
    for (Diagnostic each : found(codes)) {
      each.fix()
          .ifPresent(
              fix -> {
                String source = now().notebook().cell(fix.cell()).source();
                String mended =
                    source.substring(0, fix.range().start())
                        + fix.replacement()
                        + source.substring(fix.range().end());
                text.append("# ").append(fix.title()).append('\n');
                text.append(mended.stripTrailing()).append('\n');
              });
    }
    return text.toString();
  }

  private String findings(SpecFence fence) {
    diagnosticsListed = true;
    Optional<List<String>> selected =
        fence.argument().isEmpty()
            ? Optional.empty()
            : Optional.of(List.of(fence.argument().split(" ", -1)));
    Selection selection = new Selection(selected, List.of(), List.of());
    Findings findings =
        Findings.of(now().notebook(), now().diagnostics(), new CheckSettings(selection, Map.of()));
    return lines("", findings.shown().stream().map(d -> line(d) + fix(d)).toList());
  }

  private String fix(Diagnostic found) {
    return found
        .fix()
        .map(
            fix -> {
              String source = now().notebook().cell(fix.cell()).source();
              String old = source.substring(fix.range().start(), fix.range().end());
              return "\n  fix: `%s` -> `%s`".formatted(old, fix.replacement()).replace("\n`", "⏎`");
            })
        .orElse("");
  }

  private String line(Diagnostic found) {
    String source = now().notebook().cell(found.cell()).source();
    LinePlace place = LinePlace.of(source, found.range().start());
    return "%s:%s %s %s: %s"
        .formatted(
            id(found.cell()), place, found.severity().label(), found.code(), found.message());
  }

  private String affected() {
    return Affected.between(before(), now()).stream()
        .filter(cell -> cell.affected())
        .map(cell -> cell.id() + "  " + reasons(cell.reasons()) + "\n")
        .collect(Collectors.joining());
  }

  private String reasons(List<Reason> reasons) {
    return reasons.stream()
        .map(
            reason ->
                reason.kind().label()
                    + reason.name().map(name -> " " + name).orElse("")
                    + (reason.cell().isPresent() ? " <- " + id(reason.cell().getAsInt()) : ""))
        .collect(Collectors.joining("; "));
  }

  private String digests() {
    return codeCells()
        .mapToObj(i -> id(i) + " " + (isSame(i) ? "same" : "changed") + "\n")
        .collect(Collectors.joining());
  }

  private boolean isSame(int index) {
    OptionalInt old = before().notebook().indexOf(now().notebook().cell(index).id());
    return old.isPresent() && before().digest(old.getAsInt()).equals(now().digest(index));
  }

  private IntStream codeCells() {
    return IntStream.range(0, now().notebook().cells().size())
        .filter(i -> now().notebook().cell(i).isCode());
  }

  private String id(int index) {
    return now().notebook().cell(index).id().value();
  }

  private static String lines(String indent, List<String> lines) {
    return lines.stream().map(line -> indent + line + "\n").collect(Collectors.joining());
  }

  private Analysis now() {
    return present(now);
  }

  private Analysis before() {
    return present(before);
  }

  private static Analysis present(@Nullable Analysis analysis) {
    if (analysis == null) {
      throw new AssertionError("a `python` block with a notebook comes first");
    }
    if (!analysis.faults().isEmpty()) {
      throw new AssertionError("a check failed", analysis.faults().get(0).cause());
    }
    return analysis;
  }
}
