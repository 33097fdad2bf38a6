package dev.freshet.analyzer.semantics;

import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Arg;
import dev.freshet.analyzer.syntax.tree.Comprehension;
import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Literal;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Pattern;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers the variables of functions and comprehensions by their first occurrence, so that code
 * which differs only in their names is the same code. Names that something else may see keep their
 * spelling: those that stand in a text, that a class, an import, a pattern or an exception handler
 * binds, that are declared global or nonlocal; and all of them where code asks for its variables.
 */
final class LocalNames {
  // They find variables by name, or the code itself.
  private static final Set<String> LOOKING =
      Set.of(
          "locals",
          "vars",
          "dir",
          "eval",
          "exec",
          "get_ipython",
          "inspect",
          "_getframe",
          "currentframe",
          "breakpoint");

  /** A function, class body or comprehension that is being gone through. */
  private record Level(Scope scope, boolean numbered, Map<String, Integer> numbers) {}

  private final List<Level> levels = new ArrayList<>();
  private final boolean parameters;
  private Set<String> kept = Set.of();
  private boolean all;

  /**
   * @param parameters whether parameters keep their names
   */
  LocalNames(boolean parameters) {
    this.parameters = parameters;
  }

  /** Enters a function, lambda, class body or comprehension. */
  void enter(Node owner, Scope scope, boolean numbered) {
    if (levels.isEmpty()) {
      kept = new HashSet<>();
      all = false;
      TreeWalk.within(
          owner,
          node -> {
            keep(node);
            return !LiveCode.isIdle(node);
          });
    }
    levels.add(new Level(scope, numbered && !all, new HashMap<>()));
  }

  /** Whether nothing has been entered. */
  boolean isOutside() {
    return levels.isEmpty();
  }

  void leave() {
    levels.remove(levels.size() - 1);
  }

  /** The number of the variable that the name stands for here; -1 when its spelling counts. */
  int number(String name) {
    if (kept.contains(name)) {
      return -1;
    }
    for (int i = levels.size() - 1; i >= 0; i--) {
      Level level = levels.get(i);
      if (level.scope.globals().contains(name)) {
        return -1;
      }
      if (level.scope.locals().contains(name)) {
        return level.numbered ? i << 16 | number(level, name) : -1;
      }
    }
    return -1;
  }

  private static int number(Level level, String name) {
    return level.numbers.computeIfAbsent(name, n -> level.numbers.size());
  }

  private void keep(Node node) {
    if (node instanceof Expr.Name name) {
      all |= LOOKING.contains(name.id());
    } else if (node instanceof Expr.Attribute attribute) {
      all |= LOOKING.contains(attribute.attr().text());
    } else if (node instanceof Expr.LineMagic || node instanceof Expr.ShellCommand) {
      all = true;
    } else if (node instanceof Expr.Constant constant) {
      if (constant.value() instanceof Literal.Str text) {
        words(text.value());
      }
    } else if (node instanceof Stmt.ClassDef def) {
      keep(def.name());
      kept.addAll(ScopeBuilder.ofBody(null, def.body(), new IdentityHashMap<>()).locals());
    } else if (node instanceof Stmt.FunctionDef def) {
      keep(def.name());
    } else if (node instanceof Arg arg && parameters) {
      keep(arg.arg());
    } else if (node instanceof Alias alias) {
      int dot = alias.name().text().indexOf('.');
      kept.add(dot < 0 ? alias.name().text() : alias.name().text().substring(0, dot));
      keep(alias.asname());
    } else if (node instanceof ExceptHandler handler) {
      keep(handler.name());
    } else if (node instanceof Pattern.MatchAs as) {
      keep(as.name());
    } else if (node instanceof Pattern.MatchStar star) {
      keep(star.name());
    } else if (node instanceof Pattern.MatchMapping mapping) {
      keep(mapping.rest());
    } else if (node instanceof Stmt.Global global) {
      global.names().forEach(this::keep);
    } else if (node instanceof Stmt.Nonlocal nonlocal) {
      nonlocal.names().forEach(this::keep);
    }
  }

  private void keep(@Nullable Identifier name) {
    if (name != null) {
      kept.add(name.text());
    }
  }

  // df.query("a > @limit"), f"{total=}", "SELECT * FROM frame"
  private void words(String text) {
    int start = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean inside = i < text.length() && Character.isJavaIdentifierPart(text.charAt(i));
      if (inside && start < 0) {
        start = i;
      } else if (!inside && start >= 0) {
        kept.add(text.substring(start, i));
        start = -1;
      }
    }
  }

  /** The scope of a comprehension. */
  static Scope ofComprehension(List<Comprehension> loops) {
    Set<String> targets = new HashSet<>();
    for (Comprehension loop : loops) {
      TreeWalk.within(
          loop.target(),
          node -> {
            if (node instanceof Expr.Name name) {
              targets.add(name.id());
            }
            return !(node instanceof Expr.Attribute) && !(node instanceof Expr.Subscript);
          });
    }
    return new Scope(targets, Set.of(), Set.of(), Set.of(), false);
  }
}
