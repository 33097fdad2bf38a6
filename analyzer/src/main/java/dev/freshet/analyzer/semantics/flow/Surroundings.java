package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Node;

/**
 * Interpreter state that code looks at without naming it: how warnings are filtered, where modules
 * and files are looked for, how values are shown. It counts as read only when an earlier cell
 * touched it.
 */
final class Surroundings {
  private final Interpreter in;
  private final State[] ofCalls;
  private final State[] ofFiles;
  private final State[] ofImports;
  private final State[] ofCommands;
  private final State[] ofShowing;
  private final State[] ofResults;
  private final State[] ofCells;

  private record State(String name, Slot writers) {}

  Surroundings(Interpreter in) {
    this.in = in;
    ofCalls = states("@warnings", "@numpy.errstate", "@decimal", "@locale");
    ofFiles = states("@cwd");
    ofImports = states("@sys.path", "@cwd");
    ofCommands = states("@cwd", "@env");
    ofShowing = states("@pandas.options", "@numpy.printoptions", "@polars.config");
    ofResults = states("@display.formatters");
    ofCells = states("@ipython.config");
  }

  private State[] states(String... names) {
    State[] states = new State[names.length];
    for (int i = 0; i < names.length; i++) {
      states[i] = new State(names[i], in.world.writers(names[i]));
    }
    return states;
  }

  /** A library is called. */
  void ofCall(Node node) {
    look(ofCalls, node);
  }

  /** A path is opened. */
  void ofFile(Node node) {
    look(ofFiles, node);
  }

  /** A module is imported. */
  void ofImport(Node node) {
    look(ofImports, node);
  }

  /** A program is started. */
  void ofCommand(Node node) {
    look(ofCommands, node);
  }

  /** A value is printed or shown. */
  void ofShowing(Value value, Node node) {
    for (Thing thing : value.things) {
      if (thing instanceof ObjectThing) {
        look(ofShowing, node);
        return;
      }
    }
  }

  /** A cell ends in an expression. */
  void ofResult(Node node) {
    look(ofResults, node);
  }

  /** A cell is run: which of its results are shown can be configured. */
  void ofCell(Node node) {
    look(ofCells, node);
  }

  private void look(State[] states, Node node) {
    for (State state : states) {
      if (in.world.isTouched(state.writers)) {
        in.ambient(state.name, EffectMode.READ, node);
      }
    }
  }
}
