package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.Scope;
import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.IdentityHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A function or lambda whose code is known, with the frame it was made in. */
final class FunctionThing extends Thing {
  final String name;
  final Arguments args;
  final List<Stmt> body;
  final @Nullable Expr result;
  final Scope scope;
  final Frame closure;
  final Code code;
  final IdentityHashMap<Arg, Value> defaults = new IdentityHashMap<>();
  Binder binder = Binder.PLAIN;
  @Nullable ClassThing owner;

  /** How an attribute look-up turns the function into what is called. */
  enum Binder {
    PLAIN,
    STATIC,
    CLASS,
    PROPERTY
  }

  FunctionThing(
      String name,
      Arguments args,
      List<Stmt> body,
      @Nullable Expr result,
      Scope scope,
      Frame closure,
      Code code) {
    super("function");
    this.name = name;
    this.args = args;
    this.body = body;
    this.result = result;
    this.scope = scope;
    this.closure = closure;
    this.code = code;
  }
}
