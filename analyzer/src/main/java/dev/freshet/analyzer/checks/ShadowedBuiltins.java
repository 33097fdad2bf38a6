package dev.freshet.analyzer.checks;

import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.flow.NameWrite;
import dev.freshet.analyzer.semantics.flow.UnitEffects;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.Set;
import java.util.function.Consumer;

/**
 * {@code shadowed-builtin}: a built-in function or type is bound to something else, for every cell
 * that runs later in the same kernel. One finding for each name.
 */
final class ShadowedBuiltins implements Check {
  // Those that people call; the names of site and of IPython (exit, copyright, display) are left.
  private static final Set<String> NAMES =
      Set.of(
          "abs",
          "all",
          "any",
          "ascii",
          "bin",
          "bool",
          "bytearray",
          "bytes",
          "callable",
          "chr",
          "classmethod",
          "compile",
          "complex",
          "delattr",
          "dict",
          "dir",
          "divmod",
          "enumerate",
          "eval",
          "exec",
          "filter",
          "float",
          "format",
          "frozenset",
          "getattr",
          "globals",
          "hasattr",
          "hash",
          "hex",
          "id",
          "input",
          "int",
          "isinstance",
          "issubclass",
          "iter",
          "len",
          "list",
          "locals",
          "map",
          "max",
          "memoryview",
          "min",
          "next",
          "object",
          "oct",
          "open",
          "ord",
          "pow",
          "print",
          "property",
          "range",
          "repr",
          "reversed",
          "round",
          "set",
          "setattr",
          "slice",
          "sorted",
          "staticmethod",
          "str",
          "sum",
          "super",
          "tuple",
          "type",
          "vars",
          "zip");

  @Override
  public void check(Checked checked, Consumer<Diagnostic> report) {
    checked
        .binders()
        .forEach(
            (name, binders) -> {
              if (NAMES.contains(name)) {
                binders.stream()
                    .filter(unit -> isShadow(checked, unit, name))
                    .findFirst()
                    .ifPresent(unit -> report.accept(diagnostic(unit, name)));
              }
            });
  }

  // Who imports a name means it, by %pylab, too; input = raw_input under a condition keeps old
  // Pythons going.
  private static boolean isShadow(Checked checked, UnitEffects unit, String name) {
    NameWrite write = unit.writes().get(name);
    return write != null
        && write.certainty() == Certainty.MUST
        && Imports.paths(checked.statement(unit)).isEmpty()
        && !(checked.statement(unit) instanceof Stmt.ExprStmt only
            && only.value() instanceof Expr.LineMagic);
  }

  private static Diagnostic diagnostic(UnitEffects unit, String name) {
    return Diagnostic.of(
        Rule.SHADOWED_BUILTIN,
        unit.cell(),
        Checked.place(unit, name),
        "from here on " + name + " is no longer Python's own, in every cell: choose another name");
  }
}
