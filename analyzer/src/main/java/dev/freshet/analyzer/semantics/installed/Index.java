package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.ExceptHandler;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the modules of a package define, and what their names mean. */
final class Index {
  private static final int DEEPEST = 12;

  final Map<String, Source> sources = new LinkedHashMap<>();
  final List<Callee> callees = new ArrayList<>();
  final List<Kind> kinds = new ArrayList<>();
  final Map<String, List<Callee>> methods = new HashMap<>();

  private final Members members = new Members(this);

  Index(Map<String, String> texts) {
    texts.forEach(
        (path, text) -> {
          Source source = new Source(path, text);
          sources.put(source.name, source);
        });
    sources.values().forEach(source -> define(source, source.tree.body()));
    kinds.forEach(kind -> kind.inherits(line(kind, new LinkedHashSet<>())));
  }

  private void define(Source source, List<Stmt> body) {
    for (Stmt stmt : body) {
      if (stmt instanceof Stmt.FunctionDef function) {
        source.defined.put(function.name().text(), members.callee(source, null, function));
      } else if (stmt instanceof Stmt.ClassDef node) {
        source.defined.put(node.name().text(), members.kind(source, node, ""));
      } else if (stmt instanceof Stmt.Assign assign) {
        assign.targets().forEach(target -> assign(source, target, assign.value()));
      } else if (stmt instanceof Stmt.AnnAssign assign && assign.value() != null) {
        assign(source, assign.target(), assign.value());
      } else if (stmt instanceof Stmt.If test) {
        define(source, test.body());
        define(source, test.orelse());
      } else if (stmt instanceof Stmt.With with) {
        define(source, with.body());
      } else if (stmt instanceof Stmt.Try attempt) {
        for (ExceptHandler handler : attempt.handlers()) {
          define(source, handler.body());
        }
        define(source, attempt.body());
        define(source, attempt.orelse());
      } else if (stmt instanceof Stmt.Import node) {
        imports(source.imported, node);
      } else if (stmt instanceof Stmt.ImportFrom node) {
        imports(source, source.imported, node, source.starred);
      }
    }
  }

  private static void assign(Source source, Expr target, Expr value) {
    if (target instanceof Expr.Name name) {
      source.assigned.put(name.id(), value);
    } else if (target instanceof Expr.Tuple tuple
        && value instanceof Expr.Tuple values
        && tuple.elts().size() == values.elts().size()) {
      for (int i = 0; i < tuple.elts().size(); i++) {
        assign(source, tuple.elts().get(i), values.elts().get(i));
      }
    }
  }

  static void imports(Map<String, Source.Imported> into, Stmt.Import node) {
    for (Alias alias : node.names()) {
      String path = alias.name().text();
      Identifier as = alias.asname();
      int dot = path.indexOf('.');
      String whole = as != null || dot < 0 ? path : path.substring(0, dot);
      into.put(as != null ? as.text() : whole, new Source.Imported(whole, ""));
    }
  }

  static void imports(
      Source source,
      Map<String, Source.Imported> into,
      Stmt.ImportFrom node,
      List<String> starred) {
    Identifier from = node.module();
    String module = from == null ? "" : from.text().replaceFirst("^\\.+", "");
    if (node.level() > 0) {
      String base = source.base(node.level());
      module = module.isEmpty() ? base : base + "." + module;
    }
    for (Alias alias : node.names()) {
      String name = alias.name().text();
      if (name.equals("*")) {
        starred.add(module);
      } else {
        Identifier as = alias.asname();
        into.put(as != null ? as.text() : name, new Source.Imported(module, name));
      }
    }
  }

  private List<Kind> line(Kind kind, Set<Kind> seen) {
    if (!seen.add(kind) || seen.size() > 40) {
      return List.of();
    }
    Set<Kind> all = new LinkedHashSet<>();
    all.add(kind);
    for (Expr base : kind.node.bases()) {
      Referent referent = referent(kind.source, base);
      if (referent instanceof Kind above) {
        all.addAll(line(above, seen));
        kind.foreignBase |= above.foreignBase;
      } else {
        kind.foreignBase |=
            !(referent instanceof Referent.Foreign foreign
                && (foreign.path().equals("builtins.object") || foreign.path().endsWith(".ABC")));
      }
    }
    return new ArrayList<>(all);
  }

  /** What a dotted name means at the top of a module; null for anything else. */
  @Nullable Referent referent(Source source, Expr node) {
    return referent(source, node, new HashSet<>());
  }

  private @Nullable Referent referent(Source source, Expr node, Set<String> seen) {
    if (node instanceof Expr.Name name) {
      return resolve(source.name, name.id(), seen);
    }
    if (node instanceof Expr.Attribute attribute) {
      Referent owner = referent(source, attribute.value(), seen);
      return owner == null ? null : member(owner, attribute.attr().text());
    }
    return null;
  }

  /** What a name in a module or of another package means; null when nobody knows. */
  @Nullable Referent member(Referent owner, String name) {
    if (owner instanceof Referent.Inner module) {
      return resolve(module.name(), name);
    }
    if (owner instanceof Referent.Foreign foreign) {
      return foreign.member(name);
    }
    return owner instanceof Kind kind ? kind.method(name) : null;
  }

  /** What a name means at the top of a module; null for its variables. */
  @Nullable Referent resolve(String module, String name) {
    return resolve(module, name, new HashSet<>());
  }

  private @Nullable Referent resolve(String module, String name, Set<String> seen) {
    Place found = place(module, name, seen);
    return found == null ? new Referent.Foreign("builtins." + name, Set.of()) : found.referent();
  }

  /** The module's variable that a name stands for ({@code @pkg.module.name}); null for others. */
  @Nullable String variable(String module, String name) {
    Place found = place(module, name, new HashSet<>());
    return found == null ? null : found.variable();
  }

  /** Where a name leads: to a definition, or to a variable. */
  private record Place(@Nullable Referent referent, @Nullable String variable) {}

  private @Nullable Place place(String module, String name, Set<String> seen) {
    if (!seen.add(module + ":" + name) || seen.size() > DEEPEST) {
      return null;
    }
    Source source = sources.get(module);
    if (source == null) {
      return null;
    }
    Referent defined = source.defined.get(name);
    if (defined != null) {
      return new Place(defined, null);
    }
    Source.Imported imported = source.imported.get(name);
    if (imported != null) {
      return imported(imported, seen);
    }
    if (source.assigned.containsKey(name)) {
      Expr value = source.assigned.get(name);
      if (value instanceof Expr.Name || value instanceof Expr.Attribute) {
        // TransferFunction = xferfcn.TransferFunction
        Referent referent = referent(source, value, seen);
        if (referent != null) {
          return new Place(referent, null);
        }
      }
      return new Place(null, "@" + module + "." + name);
    }
    for (String from : source.starred) {
      Place found = name.startsWith("_") ? null : place(from, name, seen);
      if (found != null) {
        return found;
      }
    }
    Referent inner = inner(module + "." + name);
    return source.isPackage && inner != null ? new Place(inner, null) : null;
  }

  Place imported(Source.Imported imported, Set<String> seen) {
    Referent inner = inner(imported.module());
    if (imported.name().isEmpty()) {
      return new Place(
          inner != null ? inner : new Referent.Foreign(imported.module(), Set.of()), null);
    }
    if (inner != null) {
      Place found = place(imported.module(), imported.name(), seen);
      if (found != null) {
        return found;
      }
    }
    String whole = imported.module() + "." + imported.name();
    Referent module = inner(whole);
    return new Place(module != null ? module : new Referent.Foreign(whole, Set.of()), null);
  }

  /** What an import statement inside a function binds. */
  Map<String, Worth> bound(Source source, Stmt statement) {
    Map<String, Source.Imported> names = new HashMap<>();
    if (statement instanceof Stmt.Import node) {
      imports(names, node);
    } else if (statement instanceof Stmt.ImportFrom node) {
      imports(source, names, node, new ArrayList<>());
    }
    Map<String, Worth> bound = new HashMap<>();
    names.forEach(
        (name, imported) -> {
          Referent referent = imported(imported, new HashSet<>()).referent();
          bound.put(name, referent == null ? Worth.NEW : Worth.of(referent));
        });
    return bound;
  }

  private @Nullable Referent inner(String name) {
    return sources.containsKey(name) ? new Referent.Inner(name) : null;
  }
}
