package dev.freshet.analyzer;

import dev.freshet.analyzer.graph.NotebookFlow;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** Everything an analysis says, as text; statements are named by their place. */
final class AnalysisText {
  private final NotebookFlow flow;
  private final StringBuilder out = new StringBuilder();

  private AnalysisText(NotebookFlow flow) {
    this.flow = flow;
  }

  static String of(Analysis analysis) {
    AnalysisText text = new AnalysisText(analysis.flow());
    for (int i = 0; i < analysis.notebook().cells().size(); i++) {
      text.line("cell " + i, analysis.digest(i), analysis.problems(i), analysis.effects(i));
      analysis.flow().cells().get(i).forEach(text::unit);
    }
    text.line("edges", analysis.graph());
    text.line("diagnostics", analysis.diagnostics(), analysis.faults());
    return text.out.toString();
  }

  private void line(Object... parts) {
    out.append(Arrays.stream(parts).map(Object::toString).collect(Collectors.joining(" | ")))
        .append('\n');
  }

  private void unit(UnitEffects unit) {
    line("  unit", flow.indexOf(unit.number()), unit.cell(), unit.digest());
    unit.reads()
        .forEach(
            (name, read) ->
                line(
                    "    read",
                    name,
                    read.certainty(),
                    read.deferred(),
                    places(read.writers()),
                    places(read.mutators()),
                    read.ranges()));
    unit.writes()
        .forEach(
            (name, write) ->
                line(
                    "    write",
                    name,
                    write.certainty(),
                    write.binds(),
                    write.deletes(),
                    write.ranges()));
    unit.mutations()
        .forEach(
            (name, change) ->
                line(
                    "    mutation",
                    name,
                    change.certainty(),
                    change.how(),
                    change.ranges(),
                    places(change.sources())));
    unit.files()
        .forEach(
            file ->
                line(
                    "    file",
                    file.path(),
                    file.mode(),
                    file.certainty(),
                    file.observable(),
                    file.range(),
                    places(file.from()),
                    places(file.after())));
    unit.ambient()
        .forEach(
            (name, state) ->
                line(
                    "    ambient",
                    name,
                    state.mode(),
                    state.certainty(),
                    state.ranges(),
                    places(state.from())));
    unit.external()
        .forEach(
            (what, effect) ->
                line(
                    "    external",
                    what,
                    effect.certainty(),
                    effect.range(),
                    places(effect.after())));
    line("    else", unit.missing(), unit.openWorld(), unit.dynamicNames());
  }

  private String places(int[] numbers) {
    return Arrays.toString(Arrays.stream(numbers).map(flow::indexOf).toArray());
  }

  private String places(List<Integer> numbers) {
    return places(numbers.stream().mapToInt(Integer::intValue).toArray());
  }
}
