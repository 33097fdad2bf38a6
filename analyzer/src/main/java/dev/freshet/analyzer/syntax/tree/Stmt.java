package dev.freshet.analyzer.syntax.tree;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A statement. */
public sealed interface Stmt extends Node {
  /** Calls the method of the visitor that is meant for this kind of node. */
  <R> R accept(Visitor<R> visitor);

  /**
   * {@code def name(args): body}; the range begins at {@code def} or {@code async}, as in CPython.
   */
  record FunctionDef(
      int start,
      int end,
      Identifier name,
      Arguments args,
      List<Stmt> body,
      List<Expr> decoratorList,
      @Nullable Expr returns,
      List<TypeParam> typeParams,
      boolean isAsync)
      implements Stmt {
    public FunctionDef {
      body = List.copyOf(body);
      decoratorList = List.copyOf(decoratorList);
      typeParams = List.copyOf(typeParams);
    }

    @Override
    public void parts(Parts to) {
      to.node(name);
      to.node(args);
      to.nodes(body);
      to.nodes(decoratorList);
      to.node(returns);
      to.nodes(typeParams);
      to.mark(isAsync);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFunctionDef(this);
    }
  }

  /** {@code class name(bases): body}. */
  record ClassDef(
      int start,
      int end,
      Identifier name,
      List<Expr> bases,
      List<Keyword> keywords,
      List<Stmt> body,
      List<Expr> decoratorList,
      List<TypeParam> typeParams)
      implements Stmt {
    public ClassDef {
      bases = List.copyOf(bases);
      keywords = List.copyOf(keywords);
      body = List.copyOf(body);
      decoratorList = List.copyOf(decoratorList);
      typeParams = List.copyOf(typeParams);
    }

    @Override
    public void parts(Parts to) {
      to.node(name);
      to.nodes(bases);
      to.nodes(keywords);
      to.nodes(body);
      to.nodes(decoratorList);
      to.nodes(typeParams);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitClassDef(this);
    }
  }

  /** {@code return value}. */
  record Return(int start, int end, @Nullable Expr value) implements Stmt {
    @Override
    public void parts(Parts to) {
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitReturn(this);
    }
  }

  /** {@code del a, b}. */
  record Delete(int start, int end, List<Expr> targets) implements Stmt {
    public Delete {
      targets = List.copyOf(targets);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(targets);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDelete(this);
    }
  }

  /** {@code a = b = value}. */
  record Assign(int start, int end, List<Expr> targets, Expr value) implements Stmt {
    public Assign {
      targets = List.copyOf(targets);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(targets);
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAssign(this);
    }
  }

  /** {@code type name = value}. */
  record TypeAlias(int start, int end, Expr name, List<TypeParam> typeParams, Expr value)
      implements Stmt {
    public TypeAlias {
      typeParams = List.copyOf(typeParams);
    }

    @Override
    public void parts(Parts to) {
      to.node(name);
      to.nodes(typeParams);
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTypeAlias(this);
    }
  }

  /** {@code target += value}. */
  record AugAssign(int start, int end, Expr target, Operator op, Expr value) implements Stmt {
    @Override
    public void parts(Parts to) {
      to.node(target);
      to.value(op);
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAugAssign(this);
    }
  }

  /** {@code target: annotation = value}; simple when the target is a bare name. */
  record AnnAssign(
      int start, int end, Expr target, Expr annotation, @Nullable Expr value, boolean simple)
      implements Stmt {
    @Override
    public void parts(Parts to) {
      to.node(target);
      to.node(annotation);
      to.node(value);
      to.mark(simple);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAnnAssign(this);
    }
  }

  /** {@code for target in iter: body}. */
  record For(
      int start,
      int end,
      Expr target,
      Expr iter,
      List<Stmt> body,
      List<Stmt> orelse,
      boolean isAsync)
      implements Stmt {
    public For {
      body = List.copyOf(body);
      orelse = List.copyOf(orelse);
    }

    @Override
    public void parts(Parts to) {
      to.node(target);
      to.node(iter);
      to.nodes(body);
      to.nodes(orelse);
      to.mark(isAsync);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitFor(this);
    }
  }

  /** {@code while test: body}. */
  record While(int start, int end, Expr test, List<Stmt> body, List<Stmt> orelse) implements Stmt {
    public While {
      body = List.copyOf(body);
      orelse = List.copyOf(orelse);
    }

    @Override
    public void parts(Parts to) {
      to.node(test);
      to.nodes(body);
      to.nodes(orelse);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWhile(this);
    }
  }

  /** {@code if test: body}; an {@code elif} is an If alone in orelse. */
  record If(int start, int end, Expr test, List<Stmt> body, List<Stmt> orelse) implements Stmt {
    public If {
      body = List.copyOf(body);
      orelse = List.copyOf(orelse);
    }

    @Override
    public void parts(Parts to) {
      to.node(test);
      to.nodes(body);
      to.nodes(orelse);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitIf(this);
    }
  }

  /** {@code with items: body}. */
  record With(int start, int end, List<WithItem> items, List<Stmt> body, boolean isAsync)
      implements Stmt {
    public With {
      items = List.copyOf(items);
      body = List.copyOf(body);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(items);
      to.nodes(body);
      to.mark(isAsync);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWith(this);
    }
  }

  /** {@code match subject: ...}. */
  record Match(int start, int end, Expr subject, List<MatchCase> cases) implements Stmt {
    public Match {
      cases = List.copyOf(cases);
    }

    @Override
    public void parts(Parts to) {
      to.node(subject);
      to.nodes(cases);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMatch(this);
    }
  }

  /** {@code raise exc from cause}. */
  record Raise(int start, int end, @Nullable Expr exc, @Nullable Expr cause) implements Stmt {
    @Override
    public void parts(Parts to) {
      to.node(exc);
      to.node(cause);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRaise(this);
    }
  }

  /** {@code try: ...}; isStar for {@code except*}. */
  record Try(
      int start,
      int end,
      List<Stmt> body,
      List<ExceptHandler> handlers,
      List<Stmt> orelse,
      List<Stmt> finalbody,
      boolean isStar)
      implements Stmt {
    public Try {
      body = List.copyOf(body);
      handlers = List.copyOf(handlers);
      orelse = List.copyOf(orelse);
      finalbody = List.copyOf(finalbody);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(body);
      to.nodes(handlers);
      to.nodes(orelse);
      to.nodes(finalbody);
      to.mark(isStar);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitTry(this);
    }
  }

  /** {@code assert test, msg}. */
  record Assert(int start, int end, Expr test, @Nullable Expr msg) implements Stmt {
    @Override
    public void parts(Parts to) {
      to.node(test);
      to.node(msg);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitAssert(this);
    }
  }

  /** {@code import a.b as c}. */
  record Import(int start, int end, List<Alias> names) implements Stmt {
    public Import {
      names = List.copyOf(names);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(names);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitImport(this);
    }
  }

  /** {@code from ..module import names}; level counts the dots. */
  record ImportFrom(int start, int end, @Nullable Identifier module, List<Alias> names, int level)
      implements Stmt {
    public ImportFrom {
      names = List.copyOf(names);
    }

    @Override
    public void parts(Parts to) {
      to.node(module);
      to.nodes(names);
      to.number(level);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitImportFrom(this);
    }
  }

  /** {@code global a, b}. */
  record Global(int start, int end, List<Identifier> names) implements Stmt {
    public Global {
      names = List.copyOf(names);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(names);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitGlobal(this);
    }
  }

  /** {@code nonlocal a, b}. */
  record Nonlocal(int start, int end, List<Identifier> names) implements Stmt {
    public Nonlocal {
      names = List.copyOf(names);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(names);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNonlocal(this);
    }
  }

  /**
   * An expression as a statement ({@code Expr} in CPython), also a line magic, shell command or
   * help request.
   */
  record ExprStmt(int start, int end, Expr value) implements Stmt {
    @Override
    public void parts(Parts to) {
      to.node(value);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitExprStmt(this);
    }
  }

  /** {@code pass}. */
  record Pass(int start, int end) implements Stmt {
    @Override
    public void parts(Parts to) {
      // It has none.
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitPass(this);
    }
  }

  /** {@code break}. */
  record Break(int start, int end) implements Stmt {
    @Override
    public void parts(Parts to) {
      // It has none.
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBreak(this);
    }
  }

  /** {@code continue}. */
  record Continue(int start, int end) implements Stmt {
    @Override
    public void parts(Parts to) {
      // It has none.
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitContinue(this);
    }
  }

  /**
   * A whole {@code %%name} cell; code is the argument when it is Python, body the rest when it is
   * Python that runs in this namespace.
   */
  record CellMagic(
      int start,
      int end,
      Identifier name,
      String argument,
      int argumentStart,
      int bodyStart,
      @Nullable Module code,
      @Nullable Module body)
      implements Stmt {
    @Override
    public void parts(Parts to) {
      to.node(name);
      to.text(argument);
      to.node(code);
      to.node(body);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCellMagic(this);
    }
  }

  /** What could be read of a statement that is wrong. */
  record Broken(int start, int end, List<Expr> parts) implements Stmt {
    public Broken {
      parts = List.copyOf(parts);
    }

    @Override
    public void parts(Parts to) {
      to.nodes(parts);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitBroken(this);
    }
  }

  /** One method per kind of node, so that a new kind does not compile until handled. */
  interface Visitor<R> {
    R visitFunctionDef(FunctionDef node);

    R visitClassDef(ClassDef node);

    R visitReturn(Return node);

    R visitDelete(Delete node);

    R visitAssign(Assign node);

    R visitTypeAlias(TypeAlias node);

    R visitAugAssign(AugAssign node);

    R visitAnnAssign(AnnAssign node);

    R visitFor(For node);

    R visitWhile(While node);

    R visitIf(If node);

    R visitWith(With node);

    R visitMatch(Match node);

    R visitRaise(Raise node);

    R visitTry(Try node);

    R visitAssert(Assert node);

    R visitImport(Import node);

    R visitImportFrom(ImportFrom node);

    R visitGlobal(Global node);

    R visitNonlocal(Nonlocal node);

    R visitExprStmt(ExprStmt node);

    R visitPass(Pass node);

    R visitBreak(Break node);

    R visitContinue(Continue node);

    R visitCellMagic(CellMagic node);

    R visitBroken(Broken node);
  }
}
