package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.Parser;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Operator;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What annotations say of the classes of objects, where they are classes of the package. */
final class Annotations {
  private final Index index;
  private final Source source;

  /** Whether something is named that is no class of the package. */
  private boolean other;

  private final Set<Referent> found = new LinkedHashSet<>();

  private Annotations(Index index, Source source) {
    this.index = index;
    this.source = source;
  }

  /** Objects of the classes that are named; none when others are named, too. */
  static Set<Referent> of(Index index, Source source, Expr annotation) {
    Annotations all = new Annotations(index, source);
    all.read(annotation);
    return all.other ? Set.of() : Worth.frozen(all.found);
  }

  // Model, "Model", Model | None, Optional[Model], Union[Model, Other]
  private void read(Expr node) {
    if (node instanceof Expr.Constant constant) {
      if (constant.value() instanceof Literal.Str text) {
        quoted(text.value());
      }
    } else if (node instanceof Expr.BinOp union && union.op() == Operator.BIT_OR) {
      read(union.left());
      read(union.right());
    } else if (node instanceof Expr.Subscript part && isChoice(part.value())) {
      List<Expr> all =
          part.slice() instanceof Expr.Tuple many ? many.elts() : List.of(part.slice());
      all.forEach(this::read);
    } else if (index.referent(source, node) instanceof Kind kind) {
      found.add(new Referent.Instance(kind));
    } else {
      other = true;
    }
  }

  private void quoted(String text) {
    List<Stmt> body = Parser.parse(text).tree().body();
    if (body.size() == 1
        && body.get(0) instanceof Stmt.ExprStmt only
        && !(only.value() instanceof Expr.Constant)) {
      read(only.value());
    } else {
      other = true;
    }
  }

  private static boolean isChoice(Expr node) {
    String key = Hints.key(node);
    String name = key == null ? "" : key.substring(key.indexOf('.') + 1);
    return name.equals("Optional") || name.equals("Union");
  }
}
