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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Fences about what cells do. {@code python} gives a notebook with marks; {@code module NAME} a
 * module beside it; {@code edit ID}, {@code insert ID before|after ID} and {@code delete ID} change
 * it. Expectations: {@code facts}, {@code graph}, {@code diagnostics}, {@code findings [CODE…]}
 * (what is shown, with the fixes), and against the notebook before the changes {@code affected} and
 * {@code digests}.
 */
final class AnalysisSteps implements SpecSteps {
  private final AnalysisHost host = new AnalysisHost();
  private final Map<String, String> modules = new HashMap<>();
  private List<SpecMark> marks = List.of();
  private @Nullable Analysis before;
  private @Nullable Analysis now;
  private boolean diagnosticsListed;

  @Override
  public Optional<String> perform(SpecFence fence) {
    switch (fence.kind()) {
      case "module" -> modules.put(fence.argument(), fence.body());
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
      case "diagnostics" -> diagnostics();
      case "findings" -> findings(fence);
      case "affected" -> affected();
      case "digests" -> digests();
      default -> throw fence.unknown();
    };
  }

  private void open(SpecFence fence) {
    MarkedNotebook marked = MarkedNotebook.parse(fence.body());
    marks = marked.marks();
    before = analyse(marked.notebook());
    now = before;
  }

  private void change(List<Cell> cells) {
    now = analyse(Notebook.python(cells));
  }

  private Analysis analyse(Notebook notebook) {
    return host.apply(notebook, new AnalysisInputs(modules, path -> false));
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

  private String diagnostics() {
    diagnosticsListed = true;
    return lines("", now().diagnostics().stream().map(this::line).toList());
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
    return analysis;
  }
}
