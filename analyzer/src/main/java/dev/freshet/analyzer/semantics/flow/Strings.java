package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts that are code: given to {@code eval}, a query, a model formula. */
final class Strings {
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern AT_WORD = Pattern.compile("@([A-Za-z_]\\w*)");

  private static final String SHELL = "IPython.InteractiveShell.";

  /** What methods of the shell run, their arguments in the places of the signs. */
  private static final Map<String, String> COMMANDS =
      Map.of(
          "run_line_magic", "%@ @",
          "run_cell_magic", "%%@ @\n@",
          "magic", "%@",
          "run_cell", "@",
          "ex", "@",
          "ev", "@",
          "system", "!@",
          "getoutput", "!@");

  private final Interpreter in;

  Strings(Interpreter in) {
    this.in = in;
  }

  /** Runs a text as code of this place; one that cannot be read may do anything. */
  Value python(String text, Node node, boolean statements) {
    CellFacts facts = in.reader.read(text.strip());
    if (!facts.problems().isEmpty()) {
      in.open(true, true, "runs code that cannot be read", node);
      return in.unknown();
    }
    List<Stmt> body = facts.statements();
    return in.inside(
        new Code(facts, in.code.cell(), true),
        node,
        () -> {
          if (!statements && body.size() == 1 && body.get(0) instanceof Stmt.ExprStmt only) {
            return in.eval(only.value());
          }
          in.run(body);
          return Value.ATOM;
        });
  }

  /**
   * Runs what the shell is given as texts, such as {@code run_line_magic("time", "f(x)")}; null
   * when the texts are not known beforehand.
   */
  @Nullable Value command(String path, Args args, Node node) {
    int dot = path.lastIndexOf('.');
    if (!path.startsWith(SHELL)) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    for (Value value : args.positional()) {
      if (value.text == null) {
        return null;
      }
      texts.add(value.text);
    }
    String form = COMMANDS.get(path.substring(dot + 1));
    if (form == null || texts.size() != form.split("@", -1).length - 1) {
      return null;
    }
    String code = form;
    for (String text : texts) {
      code = code.replaceFirst("@", Matcher.quoteReplacement(text.replace('@', '\u0001')));
    }
    in.unit.notes.looksNamesUp();
    return python(code.replace('\u0001', '@'), node, false);
  }

  /** The names that a text argument mentions may be read, or, for symbols, are bound. */
  void mentioned(Rule.Names names, Args args, Node node) {
    Value value = args.get(names.argument());
    in.unit.notes.looksNamesUp();
    if (value == null || value.text == null) {
      return;
    }
    switch (names.language()) {
      case PYTHON -> python(value.text, node, false);
      case QUERY -> each(AT_WORD.matcher(value.text), 1, node);
      case FORMULA -> each(WORD.matcher(value.text), 0, node);
      case SYMBOLS -> {
        Matcher word = WORD.matcher(value.text);
        while (word.find()) {
          in.names.storeGlobal(in.notebook, word.group(), in.fresh("sympy.Symbol"), node);
        }
      }
    }
  }

  private void each(Matcher word, int group, Node node) {
    while (word.find()) {
      String name = word.group(group);
      if (isBound(name)) {
        in.perhaps(() -> in.names.load(name, node));
      }
    }
  }

  private boolean isBound(String name) {
    Binding bound = in.frame.vars.get(name);
    if (bound == null) {
      bound = in.frame.space.vars.get(name);
    }
    return bound != null;
  }
}
