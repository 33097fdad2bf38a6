package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.List;

/**
 * Interpreter state that code looks at without naming it: how warnings are filtered, where modules
 * and files are looked for, how values are shown. It counts as read only when an earlier cell
 * touched it.
 */
final class Surroundings {
  private static final List<String> OF_CALLS =
      List.of("@warnings", "@numpy.errstate", "@decimal", "@locale");
  private static final List<String> OF_FILES = List.of("@cwd");
  private static final List<String> OF_IMPORTS = List.of("@sys.path", "@cwd");
  private static final List<String> OF_COMMANDS = List.of("@cwd", "@env");
  private static final List<String> OF_SHOWING =
      List.of("@pandas.options", "@numpy.printoptions", "@polars.config");
  private static final List<String> OF_RESULTS = List.of("@display.formatters");
  private static final List<String> OF_CELLS = List.of("@ipython.config");

  private final Interpreter in;

  Surroundings(Interpreter in) {
    this.in = in;
  }

  /** A library is called. */
  void ofCall(Node node) {
    look(OF_CALLS, node);
  }

  /** A path is opened. */
  void ofFile(Node node) {
    look(OF_FILES, node);
  }

  /** A module is imported. */
  void ofImport(Node node) {
    look(OF_IMPORTS, node);
  }

  /** A program is started. */
  void ofCommand(Node node) {
    look(OF_COMMANDS, node);
  }

  /** A value is printed or shown. */
  void ofShowing(Value value, Node node) {
    for (Thing thing : value.things) {
      if (thing instanceof ObjectThing) {
        look(OF_SHOWING, node);
        return;
      }
    }
  }

  /** A cell ends in an expression. */
  void ofResult(Node node) {
    look(OF_RESULTS, node);
  }

  /** A cell is run: which of its results are shown can be configured. */
  void ofCell(Node node) {
    look(OF_CELLS, node);
  }

  private void look(List<String> states, Node node) {
    for (String state : states) {
      if (in.world.isTouched(state)) {
        in.ambient(state, EffectMode.READ, node);
      }
    }
  }
}
