package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.semantics.Look;
import dev.freshet.analyzer.semantics.library.Rule;
import dev.freshet.analyzer.syntax.AutoMagics;
import dev.freshet.analyzer.syntax.tree.Expr;
import dev.freshet.analyzer.syntax.tree.Identifier;
import dev.freshet.analyzer.syntax.tree.Module;
import dev.freshet.analyzer.syntax.tree.Node;
import dev.freshet.analyzer.syntax.tree.Stmt;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** IPython's magics and shell commands. */
final class Magics {
  private static final Set<String> TIMED_APART =
      Set.of("timeit", "prun", "memit", "mprun", "lprun");
  private static final Set<String> SHELL_CELLS =
      Set.of("bash", "sh", "script", "cmd", "system", "sx", "!");

  private static final String MAGICS = "@magics";
  private static final String PLOTS = "@rcParams";

  private final Interpreter in;
  private final Slot registered = Slot.in(null);

  Magics(Interpreter in) {
    this.in = in;
  }

  Value line(Expr.LineMagic node) {
    node.interpolations().forEach(in::eval);
    String name = node.name().text();
    if (node.code() != null) {
      in.unit.notes.looksNamesUp();
      return code(name, node.code());
    }
    List<String> words = words(node.argument());
    in.sources.magic(name, words);
    switch (name) {
      case "cd", "pushd", "popd" -> enter(words, node);
      case "config" -> configure(words, node);
      case "matplotlib" -> backend(words, node);
      case "env", "set_env" -> environment(words, node);
      case "reset" -> reset(node);
      case "xdel", "reset_selective" -> delete(words, node);
      case "store" -> store(words, node);
      case "bookmark" -> in.open(true, true, "uses %" + name, node);
      case "pylab" -> pylab(node);
      case "system", "sx", "sc" -> command(node.argument(), node);
      case "psearch", "pinfo", "pinfo2", "pdoc", "pdef", "psource", "pfile" -> {
        in.unit.notes.looksAt(Look.ALL);
        mention(words, node);
      }
      default -> {
        known("%" + name, words, node);
        return in.unknown();
      }
    }
    return Value.ATOM;
  }

  /** A name that nothing binds is a magic where it is the whole line of its cell. */
  boolean isAutomatic() {
    return in.frame.kind == Frame.Kind.MODULE
        && in.code.cell() >= 0
        && !in.code.quoted()
        && in.code.facts().isMagicName();
  }

  /** {@code timeit?} asks for a magic where nothing else has that name. */
  boolean isOnlyMagic(@Nullable Expr asked) {
    return asked instanceof Expr.Name name
        && AutoMagics.isMagic(name.id())
        && in.notebook.vars.get(name.id()) == null;
  }

  Value automatic(String name, Node node) {
    Identifier magic = new Identifier(node.start(), node.end(), name);
    return line(
        new Expr.LineMagic(node.start(), node.end(), magic, "", node.end(), null, List.of()));
  }

  void cell(Stmt.CellMagic node) {
    String name = node.name().text();
    Module head = node.code();
    Module body = node.body();
    in.unit.notes.looksNamesUp();
    if (head != null) {
      code(name, head);
    }
    if (name.equals("capture")) {
      captured(node);
    } else if (name.equals("writefile") || name.equals("file")) {
      List<String> words = words(node.argument());
      String path = words.isEmpty() ? null : words.get(words.size() - 1);
      boolean appends = words.contains("-a") || words.contains("--append");
      in.file(path, appends ? EffectMode.READ_WRITE : EffectMode.WRITE, true, node);
      if (path != null && !appends) {
        in.modules.write(in, path, in.code.facts().bodyOf(node));
      }
    } else if (SHELL_CELLS.contains(name)) {
      in.external("subprocess", node);
      in.file(null, EffectMode.READ_WRITE, false, node);
      bindOutputs(node);
    } else if (body == null || in.library.exact("%%" + name).isPresent()) {
      known("%%" + name, words(node.argument()), node);
      bindOutputs(node);
      readUserMagic(name, node);
    }
    if (body != null) {
      code(name, body);
    }
  }

  // Where a relative path leads depends on where one was; and the directory has to be there.
  private void enter(List<String> words, Node node) {
    String path = words.stream().filter(word -> !word.startsWith("-")).findFirst().orElse(null);
    if (path != null) {
      in.file(path, EffectMode.READ, true, node);
    }
    boolean fixed = path != null && (path.startsWith("/") || path.startsWith("~"));
    in.ambient("@cwd", fixed ? EffectMode.WRITE : EffectMode.READ_WRITE, node);
  }

  // %store x keeps a variable on disk; %store -r brings all back.
  private void store(List<String> words, Node node) {
    if (words.contains("-r") || words.isEmpty()) {
      in.open(true, true, "uses %store", node);
      return;
    }
    mention(words, node);
    in.external("store", node);
  }

  // %%timeit and its like run the code in a function of their own.
  private Value code(String name, Module code) {
    List<Stmt> body = code.body();
    if (TIMED_APART.contains(name)) {
      Frame outer = in.frame;
      in.frame = outer.comprehension();
      try {
        in.perhaps(
            () -> {
              Apart.run(in, body);
              return Value.ATOM;
            });
      } finally {
        in.frame = outer;
      }
      return in.unknown();
    }
    Value last = Value.ATOM;
    for (Stmt statement : body) {
      if (statement instanceof Stmt.ExprStmt only) {
        last = in.eval(only.value());
      } else {
        in.run(statement);
      }
    }
    return last;
  }

  private void captured(Stmt.CellMagic node) {
    for (String word : words(node.argument())) {
      if (!word.startsWith("-")) {
        in.names.store(word, in.unknown(), node.name());
      }
    }
  }

  // %%bash --out output --err error
  private void bindOutputs(Stmt.CellMagic node) {
    List<String> words = words(node.argument());
    for (int i = 0; i + 1 < words.size(); i++) {
      if (Set.of("--out", "--err", "--proc").contains(words.get(i))) {
        in.names.store(words.get(i + 1), in.unknown(), node.name());
      }
    }
  }

  /** The notebook defines a magic of its own. */
  void register(String name, Node node) {
    in.trail.set(registered, Names.with(in.trail.get(registered), name));
    in.ambient(MAGICS, EffectMode.READ_WRITE, node);
  }

  private boolean isRegistered(String name) {
    return in.trail.get(registered) instanceof Set<?> names && names.contains(name);
  }

  private void readUserMagic(String name, Node node) {
    if (isRegistered(name)) {
      in.ambient(MAGICS, EffectMode.READ, node);
      mentionFunction(name, node);
    }
  }

  private void mentionFunction(String name, Node node) {
    Binding bound = in.notebook.vars.get(name);
    if (bound != null && !bound.value().isAtom()) {
      Value function = in.names.loadGlobal(in.notebook, name, node);
      in.perhaps(() -> in.calls.call(function, Args.loose(Value.ATOM), node));
    }
  }

  // What plots look like is read by those that plot; the rest of the shell by every cell.
  private void configure(List<String> words, Node node) {
    if (words.stream().anyMatch(word -> word.contains("="))) {
      boolean plots = words.get(0).startsWith("InlineBackend");
      in.ambient(plots ? PLOTS : "@ipython.config", EffectMode.READ_WRITE, node);
    }
  }

  // The inline backend is there from the start; going back to it may undo what was set since.
  private void backend(List<String> words, Node node) {
    boolean inline = words.isEmpty() || words.contains("inline") || words.contains("--list");
    if (!inline || in.world.isTouched(PLOTS)) {
      in.ambient(PLOTS, EffectMode.READ_WRITE, node);
    }
  }

  private void environment(List<String> words, Node node) {
    boolean sets = words.size() > 1 || (words.size() == 1 && words.get(0).contains("="));
    in.ambient("@env", sets ? EffectMode.WRITE : EffectMode.READ, node);
  }

  private void reset(Node node) {
    in.open(false, true, "forgets all names (%reset)", node);
    for (String name : in.notebook.vars.names()) {
      in.names.delete(name, node);
    }
  }

  private void delete(List<String> words, Node node) {
    for (String word : words) {
      if (in.notebook.vars.get(word) != null) {
        in.names.loadGlobal(in.notebook, word, node);
        in.names.delete(word, node);
      }
    }
  }

  private void pylab(Node node) {
    backend(List.of(), node);
    for (String module : List.of("numpy", "pylab")) {
      for (String name : in.library.exports(module).orElse(Set.of())) {
        in.names.store(name, in.libraryThing(module + "." + name).value, node);
      }
    }
    for (String name : List.of("np", "plt", "pylab", "pyplot", "mlab", "matplotlib", "numpy")) {
      String path = in.library.canonical("pylab_name." + name).replace("pylab_name.", "");
      in.names.store(name, in.libraryThing(path).value, node);
    }
  }

  private void mention(List<String> words, Node node) {
    for (String word : words) {
      if (in.notebook.vars.get(word) != null) {
        in.names.loadGlobal(in.notebook, word, node);
      }
    }
  }

  private void known(String magic, List<String> words, Node node) {
    Optional<Rule> rule = in.library.exact(magic);
    if (rule.isEmpty()) {
      String user = magic.replace("%", "");
      if (isRegistered(user)) {
        readUserMagic(user, node);
      } else {
        in.open(true, true, "uses " + magic + ", of which nothing is known", node);
      }
      return;
    }
    in.libraryCalls.effects(rule.get(), node);
    rule.get().files().forEach(file -> file(file, words, node));
    rule.get()
        .openWorld()
        .ifPresent(open -> in.open(open.reads(), open.writes(), "runs " + magic, node));
  }

  private void file(Rule.File file, List<String> words, Node node) {
    String path = null;
    for (String word : words) {
      if (!word.startsWith("-")) {
        path = word;
      }
    }
    in.file(path, file.mode(), file.observable(), node);
  }

  Value shell(Expr.ShellCommand node) {
    node.interpolations().forEach(in::eval);
    command(node.command(), node);
    return in.fresh("list");
  }

  // A table tells which commands only look at files; the others may do anything to them.
  private void command(String text, Node node) {
    List<String> words = words(text);
    String program = words.isEmpty() ? "" : words.get(0);
    Optional<Rule> rule = in.library.exact("!" + program);
    boolean plain = text.chars().noneMatch(c -> c == '|' || c == '>' || c == ';' || c == '&');
    if (rule.isEmpty() || !plain) {
      in.external("subprocess", node);
      in.file(null, EffectMode.READ_WRITE, false, node);
      return;
    }
    in.surroundings.ofCommand(node);
    in.libraryCalls.effects(rule.get(), node);
    rule.get().files().forEach(file -> commandFile(file, words, node));
  }

  private void commandFile(Rule.File file, List<String> words, Node node) {
    String path = null;
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      boolean named = i > 1 && file.argument().contains(words.get(i - 1));
      if (named || (path == null && !word.startsWith("-"))) {
        path = word;
      }
    }
    boolean certain = path != null && path.chars().noneMatch(c -> "*?$~{".indexOf(c) >= 0);
    in.file(certain ? path : null, file.mode(), file.observable(), node);
  }

  private static List<String> words(@Nullable String text) {
    List<String> words = new ArrayList<>();
    if (text != null) {
      for (String word : text.strip().split("\\s+", -1)) {
        if (!word.isEmpty()) {
          words.add(word.replace("\"", "").replace("'", ""));
        }
      }
    }
    return words;
  }
}
