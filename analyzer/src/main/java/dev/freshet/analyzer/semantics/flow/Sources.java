package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.UnaryOperator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The names under which IPython keeps the texts of cells: {@code In}, {@code _i}, {@code _i3}, and
 * the magics that show them. Whoever looks at a text depends on it and not on what it does.
 */
final class Sources {
  private static final Set<String> ALL = Set.of("In", "_ih");

  /** A name's place says how many texts lie between it and this cell. */
  private static final List<String> RECENT = List.of("_i", "_ii", "_iii");

  private static final Set<String> MAGICS =
      Set.of("history", "hist", "recall", "rep", "rerun", "macro", "save", "notebook", "pastebin");
  private static final Pattern NUMBERED = Pattern.compile("_i([0-9]{1,6})");
  private static final Pattern NUMBERS = Pattern.compile("([0-9]{1,6})(?:-([0-9]{1,6}))?");
  private static final int WIDEST = 200;

  private final Interpreter in;

  Sources(Interpreter in) {
    this.in = in;
  }

  /** A variable that may be the list of all texts is used. */
  void used(Value value) {
    if (value.things.length == 1 && value.things[0].equals(all().things[0])) {
      in.unit.notes.looksAtSource(EffectNotes.ALL_SOURCES);
    }
  }

  private Value all() {
    return in.libraryThing("builtins.In").value;
  }

  /** Looks at what a name that nobody binds stands for; null for other names. */
  @Nullable Value load(String name) {
    if (name.isEmpty() || (name.charAt(0) != '_' && name.charAt(0) != 'I')) {
      return null;
    }
    int back = RECENT.indexOf(name);
    if (back >= 0) {
      in.unit.notes.looksAtSource(in.executed() - back);
      return Value.ATOM;
    }
    Matcher numbered = NUMBERED.matcher(name);
    if (numbered.matches()) {
      int number = Integer.parseInt(numbered.group(1));
      in.unit.notes.looksAtSource(number);
      return number <= in.executed() + 1 ? Value.ATOM : null;
    }
    if (ALL.contains(name)) {
      in.unit.notes.looksAtSource(EffectNotes.ALL_SOURCES);
      return all();
    }
    return null;
  }

  /** {@code In[3]}, {@code In[-2]}; null for what is none. */
  @Nullable Value item(Expr.Subscript node) {
    if (!(node.value() instanceof Expr.Name name)
        || !ALL.contains(name.id())
        || in.notebook.vars.get(name.id()) != null) {
      return null;
    }
    boolean fromEnd = node.slice() instanceof Expr.UnaryOp op && op.op() == UnaryOperator.U_SUB;
    Expr index = fromEnd ? ((Expr.UnaryOp) node.slice()).operand() : node.slice();
    if (!(index instanceof Expr.Constant constant)
        || !(constant.value() instanceof Literal.Num number)
        || !number.text().matches("[0-9]{1,6}")) {
      return null;
    }
    int place = Integer.parseInt(number.text());
    // The text of the cell itself is the last one.
    in.unit.notes.looksAtSource(fromEnd ? in.executed() + 2 - place : place);
    return Value.ATOM;
  }

  /** {@code %history 1-3} and its like. */
  void magic(String name, List<String> words) {
    if (!MAGICS.contains(name)) {
      return;
    }
    boolean ranged = false;
    for (String word : words) {
      Matcher numbers = NUMBERS.matcher(word);
      if (numbers.matches()) {
        ranged = true;
        int from = Integer.parseInt(numbers.group(1));
        int to = numbers.group(2) == null ? from : Integer.parseInt(numbers.group(2));
        for (int i = from; i <= Math.min(to, from + WIDEST); i++) {
          in.unit.notes.looksAtSource(i);
        }
      } else if (!word.matches("-[a-z]+")) {
        in.unit.notes.looksAtSource(EffectNotes.ALL_SOURCES);
      }
    }
    if (!ranged) {
      in.unit.notes.looksAtSource(EffectNotes.ALL_SOURCES);
    }
  }
}
