package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.checks.Diagnostic.Related;
import dev.freshet.analyzer.semantics.flow.FileAccess;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * {@code file-feedback}: a path is read here that only a cell further down writes, so the result
 * depends on an earlier run.
 */
final class FileFeedback implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    Map<String, UnitEffects> writers = new HashMap<>();
    List<UnitEffects> units = checked.flow().units();
    for (UnitEffects unit : units) {
      for (FileAccess file : unit.files()) {
        if (file.mode().writes() && file.path().isPresent()) {
          writers.putIfAbsent(file.path().get(), unit);
        }
      }
    }
    for (UnitEffects unit : units) {
      for (FileAccess file : unit.files()) {
        UnitEffects writer = file.path().map(writers::get).orElse(null);
        if (file.mode().reads() && writer != null && writer.cell() > unit.cell()) {
          report.accept(diagnostic(unit, file, writer));
        }
      }
    }
  }

  private static Diagnostic diagnostic(UnitEffects unit, FileAccess file, UnitEffects writer) {
    String path = file.path().orElse("");
    List<Related> related =
        writer.files().stream()
            .filter(write -> write.path().equals(file.path()) && write.mode().writes())
            .map(write -> new Related(writer.cell(), write.range(), path + " is written here"))
            .toList();
    return Diagnostic.of(
            Rule.FILE_FEEDBACK,
            unit.cell(),
            file.range(),
            path
                + " is read here but written only in cell "
                + writer.cell()
                + ", further down: the result depends on an earlier run")
        .with(related);
  }
}
