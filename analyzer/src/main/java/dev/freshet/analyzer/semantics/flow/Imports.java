package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Alias;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Binds imported names to libraries, or to modules beside the notebook. */
final class Imports {
  private final Interpreter in;

  Imports(Interpreter in) {
    this.in = in;
  }

  void modules(Stmt.Import node) {
    for (Alias alias : node.names()) {
      String path = alias.name().text();
      Identifier as = alias.asname();
      int dot = path.indexOf('.');
      String bound = as != null || dot < 0 ? path : path.substring(0, dot);
      Value whole = module(path, alias);
      Value value = bound.equals(path) ? whole : module(bound, alias);
      in.names.store(as != null ? as.text() : bound, value, alias);
    }
  }

  void names(Stmt.ImportFrom node) {
    Identifier from = node.module();
    String path = from == null ? "" : from.text();
    if (path.equals("__future__")) {
      for (Alias alias : node.names()) {
        in.lazyAnnotations |= alias.name().text().equals("annotations");
        String name = alias.name().text();
        in.names.store(name, in.libraryThing("__future__." + name).value, alias);
      }
      return;
    }
    file(path, node);
    ModuleThing local = in.modules.load(in, path, node);
    for (Alias alias : node.names()) {
      String name = alias.name().text();
      if (name.equals("*")) {
        all(path, local, node);
      } else {
        Identifier as = alias.asname();
        in.names.store(as != null ? as.text() : name, member(path, local, name, alias), alias);
      }
    }
  }

  // A module that an earlier cell wrote or fetched is read from its file.
  private void file(String path, Node node) {
    in.surroundings.ofImport(node);
    String file = path.replace('.', '/') + ".py";
    if (in.world.isWritten(file)) {
      in.file(file, EffectMode.READ, true, node);
    }
  }

  private Value module(String path, Alias node) {
    if (path.equals(Namespaces.MAIN)) {
      return in.main;
    }
    file(path, node);
    ModuleThing local = in.modules.load(in, path, node);
    in.attributes.imported(path, node);
    return local != null ? Value.of(local) : in.libraryThing(path).value;
  }

  private Value member(String path, @Nullable ModuleThing local, String name, Alias node) {
    if (path.equals(Namespaces.MAIN)) {
      return in.namespaces.ofMain(name, node);
    }
    String full = path.isEmpty() ? name : path + "." + name;
    if (in.modules.isKnown(in, full)) {
      ModuleThing inner = in.modules.load(in, full, node);
      if (inner != null) {
        return Value.of(inner);
      }
    }
    if (local != null) {
      return in.names.loadGlobal(local.space, name, node);
    }
    in.attributes.imported(path, node);
    return in.libraryThing(full).value;
  }

  private void all(String path, @Nullable ModuleThing local, Stmt.ImportFrom node) {
    if (local != null) {
      List<String> names = Modules.publicNames(local);
      for (String name : names) {
        in.names.store(name, in.names.loadGlobal(local.space, name, node), node);
      }
      return;
    }
    in.attributes.imported(path, node);
    Optional<Set<String>> names = in.library.exports(path);
    if (names.isPresent()) {
      for (String name : names.get()) {
        in.names.store(name, in.libraryThing(path + "." + name).value, node);
      }
    } else {
      in.open(false, true, "binds names that only " + path + " knows (import *)", node);
    }
  }
}
