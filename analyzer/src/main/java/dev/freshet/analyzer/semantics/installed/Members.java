package dev.freshet.analyzer.semantics.installed;

import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the functions of a package, and its classes with their methods and properties. */
final class Members {
  private static final Set<String> PROPERTIES = Set.of("property", "abstractproperty");

  /** Properties that are computed once, and kept in the object. */
  private static final Set<String> CACHED =
      Set.of("cached_property", "cache_readonly", "lazyproperty", "lazy_property", "reify");

  private final Index index;

  Members(Index index) {
    this.index = index;
  }

  Callee callee(Source source, @Nullable Kind owner, Stmt.FunctionDef node) {
    Callee.Binder binder = Callee.Binder.PLAIN;
    boolean cached = false;
    for (Expr decorator : node.decoratorList()) {
      String name = lastName(decorator);
      cached |= CACHED.contains(name);
      if (name.equals("staticmethod")) {
        binder = Callee.Binder.STATIC;
      } else if (name.equals("classmethod")) {
        binder = Callee.Binder.CLASS;
      } else if (CACHED.contains(name) || PROPERTIES.contains(name)) {
        binder = Callee.Binder.PROPERTY;
      }
    }
    return made(new Callee(source, owner, node, binder), cached);
  }

  private Callee made(Callee callee, boolean cached) {
    String self = callee.self();
    if (cached && self != null) {
      String site = callee.source.site(callee.node.start());
      callee.doings.fill(new Doings.Filled(self, callee.name()), new Doings.Fill(site, true));
    }
    index.callees.add(callee);
    return callee;
  }

  private static String lastName(Expr expr) {
    if (expr instanceof Expr.Attribute attribute) {
      return attribute.attr().text();
    }
    return expr instanceof Expr.Name name ? name.id() : "";
  }

  Kind kind(Source source, Stmt.ClassDef node, String outer) {
    Kind made = new Kind(outer + node.name().text(), source, node);
    index.kinds.add(made);
    members(made, node.body());
    return made;
  }

  private void members(Kind kind, List<Stmt> body) {
    for (Stmt stmt : body) {
      if (stmt instanceof Stmt.FunctionDef function) {
        method(kind, function);
      } else if (stmt instanceof Stmt.If test) {
        members(kind, test.body());
        members(kind, test.orelse());
      } else if (stmt instanceof Stmt.ClassDef inner) {
        kind(kind.source, inner, kind.name + ".");
      } else if (stmt instanceof Stmt.Assign assign
          && assign.targets().get(0) instanceof Expr.Name name) {
        assigned(kind, name.id(), assign.value());
      }
    }
  }

  private void method(Kind kind, Stmt.FunctionDef function) {
    Callee method = callee(kind.source, kind, function);
    boolean setter =
        function.decoratorList().stream()
            .anyMatch(d -> d instanceof Expr.Attribute a && a.attr().text().equals("setter"));
    (setter ? kind.setters : kind.methods).put(method.name(), method);
    if (!setter) {
      index.methods.computeIfAbsent(method.name(), n -> new ArrayList<>()).add(method);
    }
  }

  // decode = _decode, window = property(get_window, set_window)
  private void assigned(Kind kind, String name, Expr value) {
    if (value instanceof Expr.Name of && kind.methods.containsKey(of.id())) {
      kind.methods.put(name, kind.methods.get(of.id()));
    } else if (value instanceof Expr.Call call) {
      boolean cached = CACHED.contains(lastName(call.func()));
      boolean known = cached || PROPERTIES.contains(lastName(call.func()));
      for (int i = 0; known && i < call.args().size(); i++) {
        Callee method = kind.methods.get(lastName(call.args().get(i)));
        if (method != null && i < 2) {
          Callee property = new Callee(kind.source, kind, method.node, Callee.Binder.PROPERTY);
          (i == 0 ? kind.methods : kind.setters).put(name, made(property, cached));
        }
      }
    }
  }
}
