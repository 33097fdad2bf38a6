package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.LiveCode;
import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.MatchCase;
import dev.freshet.analyzer.syntax.tree.Stmt;
import dev.freshet.analyzer.syntax.tree.WithItem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Walks statements. */
final class Statements implements Stmt.Visitor<Path> {
  private final Interpreter in;
  private final Imports imports;

  Statements(Interpreter in) {
    this.in = in;
    imports = new Imports(in);
  }

  @Override
  public Path visitFunctionDef(Stmt.FunctionDef node) {
    in.names.store(node.name().text(), in.functions.define(node), node.name());
    return Path.GOES_ON;
  }

  @Override
  public Path visitClassDef(Stmt.ClassDef node) {
    in.names.store(node.name().text(), in.functions.define(node), node.name());
    return Path.GOES_ON;
  }

  @Override
  public Path visitReturn(Stmt.Return node) {
    Expr value = node.value();
    if (value != null) {
      in.frame.returned = in.frame.returned.join(in.eval(value));
    }
    // Another way to the end, not an end: what was bound before stays bound for the caller.
    return Path.GOES_ON;
  }

  @Override
  public Path visitDelete(Stmt.Delete node) {
    node.targets().forEach(in.targets::delete);
    return Path.GOES_ON;
  }

  @Override
  public Path visitAssign(Stmt.Assign node) {
    if (node.targets().size() == 1) {
      in.targets.assign(node.targets().get(0), node.value());
    } else {
      Value value = in.eval(node.value());
      node.targets().forEach(target -> in.targets.assign(target, value));
    }
    return Path.GOES_ON;
  }

  @Override
  public Path visitTypeAlias(Stmt.TypeAlias node) {
    // The value is evaluated when it is asked for.
    in.targets.assign(node.name(), in.perhaps(() -> in.functions.lazily(node.value())));
    return Path.GOES_ON;
  }

  @Override
  public Path visitAugAssign(Stmt.AugAssign node) {
    Value old = in.eval(node.target());
    Value by = in.eval(node.value());
    Value now = in.expressions.inPlace(old, node.op(), by, node);
    in.targets.assign(node.target(), now);
    return Path.GOES_ON;
  }

  @Override
  public Path visitAnnAssign(Stmt.AnnAssign node) {
    Expr value = node.value();
    if (value != null) {
      in.targets.assign(node.target(), in.eval(value));
    }
    if (in.frame.kind == Frame.Kind.CLASS && node.target() instanceof Expr.Name name) {
      in.frame.annotate(name.id());
    }
    if (in.frame.kind != Frame.Kind.FUNCTION) {
      in.functions.annotation(node.annotation());
    }
    return Path.GOES_ON;
  }

  @Override
  public Path visitFor(Stmt.For node) {
    Value iterable = in.eval(node.iter());
    Value element = in.attributes.iterate(iterable, node.iter());
    boolean surely = isNonEmpty(node.iter());
    in.loops++;
    List<Branch> ways = new ArrayList<>();
    if (surely) {
      in.targets.assign(node.target(), element);
      in.run(node.body());
    }
    if (!surely || in.loops == 1) {
      ways.add(Branch.NOTHING);
      ways.add(
          in.branches.walk(
              () -> {
                in.targets.assign(node.target(), element);
                in.run(node.body());
                if (in.loops == 1 && !surely) {
                  in.run(node.body());
                }
                return Path.GOES_ON;
              }));
      in.branches.merge(ways);
    }
    in.loops--;
    orElse(node.orelse());
    return Path.GOES_ON;
  }

  @Override
  public Path visitWhile(Stmt.While node) {
    in.test(node.test());
    if (LiveCode.isFalse(node.test())) {
      return in.run(node.orelse());
    }
    in.loops++;
    if (isTrue(node.test())) {
      in.run(node.body());
    }
    Branch body =
        in.branches.walk(
            () -> {
              in.run(node.body());
              if (in.loops == 1) {
                in.test(node.test());
                in.run(node.body());
              }
              return Path.GOES_ON;
            });
    in.branches.merge(List.of(Branch.NOTHING, body));
    in.loops--;
    orElse(node.orelse());
    return Path.GOES_ON;
  }

  private void orElse(List<Stmt> orelse) {
    if (!orelse.isEmpty()) {
      in.branches.merge(List.of(Branch.NOTHING, in.branches.walk(() -> in.run(orelse))));
    }
  }

  @Override
  public Path visitIf(Stmt.If node) {
    in.test(node.test());
    if (isTrue(node.test())) {
      return in.run(node.body());
    }
    if (LiveCode.isFalse(node.test())) {
      return in.run(node.orelse());
    }
    boolean initialises = in.settled.enter(node.test());
    Branch then = in.branches.walk(() -> in.run(node.body()));
    if (initialises) {
      in.settled.leave();
    }
    Branch otherwise = in.branches.walk(() -> in.run(node.orelse()));
    return in.branches.merge(List.of(then, otherwise));
  }

  @Override
  public Path visitWith(Stmt.With node) {
    int restored = in.restored.size();
    int managers = in.managers.size();
    for (WithItem item : node.items()) {
      Value manager = in.eval(item.contextExpr());
      Value state = manager.isAtom() ? null : manager.things[0].field(LibraryCalls.RESTORES);
      if (state != null && state.text != null) {
        in.restored.add(state.text);
      }
      Managers.enter(in, manager, item.contextExpr());
      Value entered = in.functions.enter(manager, item.contextExpr());
      Expr target = item.optionalVars();
      if (target != null) {
        in.targets.assign(target, entered);
      }
    }
    in.run(node.body());
    in.restored.subList(restored, in.restored.size()).clear();
    in.managers.subList(managers, in.managers.size()).clear();
    // A manager may swallow what the body raises.
    return Path.GOES_ON;
  }

  @Override
  public Path visitMatch(Stmt.Match node) {
    Value subject = in.eval(node.subject());
    List<Branch> ways = new ArrayList<>();
    boolean complete = false;
    for (MatchCase each : node.cases()) {
      complete |= isIrrefutable(each);
      ways.add(in.branches.walk(() -> matchCase(each, subject)));
    }
    if (!complete) {
      ways.add(Branch.NOTHING);
    }
    return in.branches.merge(ways);
  }

  private Path matchCase(MatchCase each, Value subject) {
    in.targets.match(each.pattern(), subject);
    Expr guard = each.guard();
    if (guard != null) {
      in.test(guard);
    }
    return in.run(each.body());
  }

  private static boolean isIrrefutable(MatchCase each) {
    return each.guard() == null
        && each.pattern() instanceof dev.freshet.analyzer.syntax.tree.Pattern.MatchAs as
        && as.pattern() == null;
  }

  @Override
  public Path visitRaise(Stmt.Raise node) {
    evalIfAny(node.exc());
    evalIfAny(node.cause());
    return Path.ENDS;
  }

  @Override
  public Path visitTry(Stmt.Try node) {
    if (node.handlers().isEmpty()) {
      Path path = tryBody(node);
      return in.run(node.finalbody()) == Path.ENDS ? Path.ENDS : path;
    }
    // The body may be left anywhere: what it binds is sure only where it came to its end.
    Branch body = in.branches.walk(() -> tryBody(node));
    List<Branch> ways = new ArrayList<>();
    ways.add(body);
    for (ExceptHandler handler : node.handlers()) {
      ways.add(in.branches.walk(() -> handle(handler, body)));
    }
    Path path = in.branches.merge(ways);
    return in.run(node.finalbody()) == Path.ENDS ? Path.ENDS : path;
  }

  private Path tryBody(Stmt.Try node) {
    Path path = in.run(node.body());
    return path == Path.ENDS ? path : in.run(node.orelse());
  }

  private Path handle(ExceptHandler handler, Branch body) {
    Branch partly = new Branch(body.local(), body.global(), Path.GOES_ON);
    in.branches.merge(List.of(Branch.NOTHING, partly));
    evalIfAny(handler.type());
    if (handler.name() != null) {
      String name = handler.name().text();
      in.names.store(name, in.fresh("BaseException"), handler.name());
      Path path = in.run(handler.body());
      in.names.delete(name, handler.name());
      return path;
    }
    return in.run(handler.body());
  }

  @Override
  public Path visitAssert(Stmt.Assert node) {
    in.test(node.test());
    Expr message = node.msg();
    if (message != null) {
      in.evalPerhaps(message);
    }
    return Path.GOES_ON;
  }

  @Override
  public Path visitImport(Stmt.Import node) {
    imports.modules(node);
    return Path.GOES_ON;
  }

  @Override
  public Path visitImportFrom(Stmt.ImportFrom node) {
    imports.names(node);
    return Path.GOES_ON;
  }

  @Override
  public Path visitGlobal(Stmt.Global node) {
    return Path.GOES_ON;
  }

  @Override
  public Path visitNonlocal(Stmt.Nonlocal node) {
    return Path.GOES_ON;
  }

  @Override
  public Path visitExprStmt(Stmt.ExprStmt node) {
    Value value = in.eval(node.value());
    if (in.frame.kind == Frame.Kind.MODULE) {
      in.showing.shown(value, node.value());
      in.shown = value;
    }
    return Path.GOES_ON;
  }

  @Override
  public Path visitPass(Stmt.Pass node) {
    return Path.GOES_ON;
  }

  @Override
  public Path visitBreak(Stmt.Break node) {
    return Path.GOES_ON;
  }

  @Override
  public Path visitContinue(Stmt.Continue node) {
    return Path.GOES_ON;
  }

  @Override
  public Path visitCellMagic(Stmt.CellMagic node) {
    in.magics.cell(node);
    return Path.GOES_ON;
  }

  @Override
  public Path visitBroken(Stmt.Broken node) {
    node.parts().forEach(in::eval);
    return Path.GOES_ON;
  }

  private void evalIfAny(@Nullable Expr node) {
    if (node != null) {
      in.eval(node);
    }
  }

  private static boolean isTrue(Expr node) {
    return node instanceof Expr.Constant constant
        && (constant.value() == Literal.Singleton.TRUE
            || (constant.value() instanceof Literal.Num number && !number.text().equals("0")));
  }

  // range(3), [a, b], 'text': surely one element.
  private static boolean isNonEmpty(Expr node) {
    if (node instanceof Expr.ListDisplay list) {
      return !list.elts().isEmpty();
    }
    if (node instanceof Expr.Tuple tuple) {
      return !tuple.elts().isEmpty();
    }
    return node instanceof Expr.Call call
        && call.func() instanceof Expr.Name name
        && name.id().equals("range")
        && call.args().size() == 1
        && call.args().get(0) instanceof Expr.Constant constant
        && isTrue(constant);
  }
}
