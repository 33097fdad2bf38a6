package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.semantics.flow.OpenNames;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import java.util.function.Consumer;

/** {@code open-world}: the cell may read or write any name, so it cannot run beside others. */
final class OpenWorlds implements Check {
  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    for (UnitEffects unit : checked.flow().units()) {
      unit.openWorld().ifPresent(world -> report.accept(diagnostic(unit, world)));
    }
  }

  private static Diagnostic diagnostic(UnitEffects unit, OpenNames world) {
    String what = world.reads() ? world.writes() ? "read or write" : "read" : "write";
    return Diagnostic.of(
        Rule.OPEN_WORLD,
        unit.cell(),
        world.range(),
        "this cell may " + what + " any name: it " + world.reason());
  }
}
