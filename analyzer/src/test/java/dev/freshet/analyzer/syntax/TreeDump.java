package dev.freshet.analyzer.syntax;

import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.DictItem;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.MatchCase;
import dev.freshet.analyzer.syntax.tree.Module;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.TypeParam;
import dev.freshet.analyzer.syntax.tree.WithItem;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Lists the nodes of a tree as CPython's {@code ast} names them: kind, range, name and context. */
final class TreeDump {
  private final boolean insideStrings;
  private final List<String> out = new ArrayList<>();

  private TreeDump(boolean insideStrings) {
    this.insideStrings = insideStrings;
  }

  static List<String> of(Module tree, boolean insideStrings) {
    TreeDump dump = new TreeDump(insideStrings);
    dump.children(tree);
    return dump.out;
  }

  private void visit(Node node, String context) {
    if (node instanceof Expr.Name name) {
      out.add("Name " + node.start() + " " + node.end() + " " + context + " " + name.id());
      return;
    }
    if (placed(node)) {
      out.add(kind(node) + " " + node.start() + " " + node.end());
    }
    if (node instanceof Expr.JoinedStr || node instanceof Expr.TemplateStr) {
      strings(node);
      return;
    }
    boolean passesOn =
        node instanceof Expr.Tuple
            || node instanceof Expr.ListDisplay
            || node instanceof Expr.Starred;
    children(node, passesOn ? context : "Load");
  }

  private void strings(Node node) {
    if (insideStrings) {
      List<Expr> values =
          node instanceof Expr.JoinedStr s ? s.values() : ((Expr.TemplateStr) node).values();
      values.stream()
          .filter(v -> !(v instanceof Expr.Constant))
          .forEach(value -> visit(value, "Load"));
    }
  }

  private static boolean placed(Node node) {
    return !(node instanceof Identifier
        || node instanceof Arguments
        || node instanceof Comprehension
        || node instanceof DictItem
        || node instanceof MatchCase
        || node instanceof WithItem
        || node instanceof Expr.FormattedValue
        || node instanceof Expr.Interpolation);
  }

  private void children(Node node) {
    children(node, "Load");
  }

  private void children(Node node, String inherited) {
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      String context = context(node, component.getName(), inherited);
      try {
        Object value = component.getAccessor().invoke(node);
        if (value instanceof Node child) {
          visit(child, context);
        } else if (value instanceof List<?> list) {
          list.stream().filter(Node.class::isInstance).forEach(item -> visit((Node) item, context));
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(e.getMessage(), e);
      }
    }
  }

  private static final Set<String> STORES =
      Set.of("Assign.targets", "TypeAlias.name", "WithItem.optionalVars");

  private static String context(Node node, String field, String inherited) {
    if (field.equals("target") || STORES.contains(node.getClass().getSimpleName() + "." + field)) {
      return "Store";
    }
    return node instanceof Stmt.Delete ? "Del" : inherited;
  }

  private static String kind(Node node) {
    if (node instanceof Stmt.FunctionDef def && def.isAsync()) {
      return "AsyncFunctionDef";
    }
    if (node instanceof Stmt.For loop && loop.isAsync()) {
      return "AsyncFor";
    }
    if (node instanceof Stmt.With with && with.isAsync()) {
      return "AsyncWith";
    }
    if (node instanceof Stmt.Try tried && tried.isStar()) {
      return "TryStar";
    }
    if (node instanceof TypeParam param) {
      return switch (param.kind()) {
        case TYPE_VAR -> "TypeVar";
        case TYPE_VAR_TUPLE -> "TypeVarTuple";
        case PARAM_SPEC -> "ParamSpec";
      };
    }
    String name = node.getClass().getSimpleName();
    return switch (name) {
      case "ListDisplay" -> "List";
      case "SetDisplay" -> "Set";
      case "ExprStmt" -> "Expr";
      case "Keyword", "Arg", "Alias" -> name.toLowerCase(java.util.Locale.ROOT);
      default -> name;
    };
  }
}
