package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.library.Library;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Walks the cells of a notebook in their order, as <em>Restart &amp; Run All</em> would, and tells
 * what each top-level statement does at its place. One walk serves one notebook.
 */
public final class Flow {
  private final Interpreter in;
  private final Outputs outputs;
  private int units;

  /**
   * @param moduleTexts the texts of modules beside the notebook, by dotted name
   * @param reader reads the texts of modules and of code in strings
   */
  public Flow(Library library, Map<String, String> moduleTexts, CodeReader reader) {
    Modules modules = new Modules(moduleTexts, reader);
    in = new Interpreter(library, reader, modules, new Code(reader.read(""), -1));
    outputs = new Outputs(in);
  }

  /** Walks the next cell; the units are its statements. */
  public List<UnitEffects> walk(int cell, CellFacts facts) {
    List<UnitEffects> effects = new ArrayList<>();
    Code code = new Code(facts, cell);
    in.lazyAnnotations = false;
    List<Stmt> statements = facts.statements();
    for (int i = 0; i < statements.size(); i++) {
      UnitEffects unit = new UnitEffects(units++, cell, facts.statementDigest(i));
      effects.add(unit);
      in.begin(unit, code);
      Path path = run(statements.get(i));
      in.endUnit();
      if (path == Path.ENDS) {
        // What follows is not run.
        return effects;
      }
    }
    outputs.endCell(facts, in.shown);
    return effects;
  }

  private Path run(Stmt statement) {
    try {
      return in.run(statement);
    } catch (StackOverflowError tooDeep) {
      in.frame = Frame.module(in.notebook);
      in.notebook.vars.flatten();
      in.open(true, true, "holds code that is nested too deeply", statement);
      return Path.GOES_ON;
    }
  }
}
