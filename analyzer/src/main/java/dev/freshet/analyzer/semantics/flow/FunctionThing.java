package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.Scope;
import dev.freshet.analyzer.semantics.TreeDigest;
import dev.freshet.analyzer.syntax.tree.Arguments;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A function or lambda whose code is known, with the frame it was made in. */
final class FunctionThing extends Thing {
  final String name;
  final Frame closure;

  /** By parameter. */
  final Map<String, Value> defaults = new HashMap<>(4);

  Arguments args;
  List<Stmt> body;
  @Nullable Expr result;
  Scope scope;
  Code code;
  private final Slot binder = Slot.in(this);
  private final Slot owner = Slot.in(this);

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

  Binder binder() {
    return read(binder) instanceof Binder known ? known : Binder.PLAIN;
  }

  void bindAs(Binder how) {
    write(binder, how);
  }

  /** The class whose body it was found in. */
  @Nullable ClassThing owner() {
    return (ClassThing) read(owner);
  }

  void own(ClassThing type) {
    write(owner, type);
  }

  @Override
  void parts(Consumer<@Nullable Object> consumer) {
    super.parts(consumer);
    consumer.accept(closure);
    consumer.accept(owner.value);
    defaults.values().forEach(consumer);
  }

  /** The binder and the owner, for comparing. */
  List<@Nullable Object> roles() {
    return Arrays.asList(binder.value, owner.value);
  }

  /** Whether the other has the same code, wherever it stands. */
  boolean isSameCode(FunctionThing other) {
    return name.equals(other.name) && digest().equals(other.digest());
  }

  private String digest() {
    StringBuilder digest = new StringBuilder(TreeDigest.of(args));
    body.forEach(statement -> digest.append(TreeDigest.of(statement)));
    return result == null ? digest.toString() : digest.append(TreeDigest.of(result)).toString();
  }

  /** Stands for the same code at another place of its cell. */
  void move(FunctionThing same) {
    args = same.args;
    body = same.body;
    result = same.result;
    scope = same.scope;
    code = same.code;
  }
}
