package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Parts;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.TypeParam;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the syntax that came with Python 3.8 or later ("What's New in Python", each version). */
public final class NewSyntaxFinder implements Parts {
  private final String source;
  private final List<NewSyntax> found = new ArrayList<>();

  private NewSyntaxFinder(String source) {
    this.source = source;
  }

  /** What of a cell's statements older versions refuse, in the order of the text. */
  public static List<NewSyntax> in(String source, List<Stmt> statements) {
    NewSyntaxFinder finder = new NewSyntaxFinder(source);
    finder.nodes(statements);
    return finder.found;
  }

  @Override
  public void node(@Nullable Node part) {
    if (part instanceof Expr.FormattedValue field) {
      node(field.value());
      Expr.JoinedStr format = field.formatSpec();
      if (format != null) {
        // It is no text of its own.
        nodes(format.values());
      }
    } else if (part != null) {
      if (part instanceof Stmt statement) {
        look(statement);
      } else if (part instanceof Expr expression) {
        look(expression);
      } else {
        lookAtOther(part);
      }
      part.parts(this);
    }
  }

  private void look(Stmt statement) {
    if (statement instanceof Stmt.Match) {
      add(
          statement.start(),
          statement.start() + "match".length(),
          10,
          "match statements (PEP 634)");
    } else if (statement instanceof Stmt.TypeAlias) {
      add(statement.start(), statement.start() + "type".length(), 12, "type aliases (PEP 695)");
    } else if (statement instanceof Stmt.Try attempt && attempt.isStar()) {
      ExceptHandler first = attempt.handlers().get(0);
      add(first.start(), first.start() + "except".length(), 11, "except* (PEP 654)");
    }
  }

  private void look(Expr expression) {
    if (expression instanceof Expr.NamedExpr) {
      add(expression, 8, "assignment expressions (PEP 572)");
    } else if (expression instanceof Expr.TemplateStr) {
      add(expression, 14, "t-strings (PEP 750)");
    } else if (expression instanceof Expr.JoinedStr && !FormerStrings.reads(source, expression)) {
      add(expression, 12, "f-strings with such expressions (PEP 701)");
    } else if (expression instanceof Expr.Subscript subscript && hasStar(subscript.slice())) {
      add(subscript.slice(), 11, "stars in subscripts (PEP 646)");
    }
  }

  private static boolean hasStar(Expr slice) {
    return slice instanceof Expr.Starred
        || (slice instanceof Expr.Tuple tuple
            && tuple.elts().stream().anyMatch(Expr.Starred.class::isInstance));
  }

  private void lookAtOther(Node part) {
    if (part instanceof Arguments parameters) {
      if (!parameters.posonlyargs().isEmpty()) {
        Arg last = parameters.posonlyargs().get(parameters.posonlyargs().size() - 1);
        add(last, 8, "positional-only parameters (PEP 570)");
      }
      Arg rest = parameters.vararg();
      if (rest != null && rest.annotation() instanceof Expr.Starred starred) {
        add(starred, 11, "starred annotations (PEP 646)");
      }
    } else if (part instanceof TypeParam parameter) {
      add(parameter, 12, "type parameters (PEP 695)");
      if (parameter.defaultValue() != null) {
        add(parameter.defaultValue(), 13, "defaults of type parameters (PEP 696)");
      }
    } else if (part instanceof ExceptHandler handler
        && handler.type() instanceof Expr.Tuple types
        && source.charAt(types.start()) != '(') {
      add(types, 14, "several exceptions without parentheses (PEP 758)");
    }
  }

  private void add(Node node, int minor, String what) {
    add(node.start(), node.end(), minor, what);
  }

  private void add(int start, int end, int minor, String what) {
    found.add(new NewSyntax(start, end, minor, what));
  }

  @Override
  public void nodes(List<? extends Node> parts) {
    parts.forEach(this::node);
  }

  @Override
  public void text(String text) {}

  @Override
  public void value(Object value) {}

  @Override
  public void values(List<?> values) {}

  @Override
  public void number(int number) {}

  @Override
  public void mark(boolean is) {}
}
