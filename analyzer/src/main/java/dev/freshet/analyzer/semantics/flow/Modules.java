package dev.freshet.analyzer.semantics.flow;

import dev.freshet.analyzer.notebook.SourceRange;
import dev.freshet.analyzer.semantics.CellFacts;
import dev.freshet.analyzer.semantics.Certainty;
import dev.freshet.analyzer.semantics.EffectMode;
import dev.freshet.analyzer.syntax.tree.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The modules beside the notebook: walked on their first import, with namespaces of their own. */
final class Modules {
  private final Map<String, String> texts;
  private final Slot loaded = Slot.in(null);
  private final Slot written = Slot.in(null);
  private final CodeReader reader;

  Modules(Map<String, String> texts, CodeReader reader) {
    this.texts = texts;
    this.reader = reader;
  }

  boolean isKnown(Interpreter in, String name) {
    return text(in, name) != null;
  }

  /** A cell writes a file: if it is a module's, imports below find this text. */
  void write(Interpreter in, String path, String text) {
    if (path.endsWith(".py") && !path.startsWith("/")) {
      String plain = path.startsWith("./") ? path.substring(2) : path;
      String name = plain.substring(0, plain.length() - 3).replace('/', '.');
      Map<String, String> all = new HashMap<>(written(in));
      all.put(name, text);
      in.trail.set(written, Map.copyOf(all));
    }
  }

  private Map<String, String> written(Interpreter in) {
    Map<String, String> all = new HashMap<>();
    if (in.trail.get(written) instanceof Map<?, ?> known) {
      known.forEach((of, text) -> all.put((String) of, (String) text));
    }
    return all;
  }

  private @Nullable String text(Interpreter in, String name) {
    Map<String, String> own = written(in);
    String text = own.getOrDefault(name, own.get(name + ".__init__"));
    return text != null ? text : texts.getOrDefault(name, texts.get(name + ".__init__"));
  }

  /** The module, its body walked; null when its text is not known. */
  @Nullable ModuleThing load(Interpreter in, String name, Node node) {
    String text = text(in, name);
    if (text == null) {
      return null;
    }
    Map<String, ModuleThing> all = new HashMap<>();
    if (in.trail.get(loaded) instanceof Map<?, ?> known) {
      known.forEach((of, module) -> all.put((String) of, (ModuleThing) module));
    }
    if (all.containsKey(name)) {
      return all.get(name);
    }
    ModuleThing module = new ModuleThing(new Space(name, false, in.trail));
    all.put(name, module);
    in.trail.set(loaded, Map.copyOf(all));
    walk(in, module.space, reader.read(text), node);
    module.space.ready = true;
    return module;
  }

  private static void walk(Interpreter in, Space space, CellFacts facts, Node node) {
    Frame before = in.frame;
    in.frame = Frame.module(space);
    try {
      in.inside(new Code(facts, -1), node, () -> in.run(facts.statements()));
    } finally {
      in.frame = before;
    }
  }

  /** The public names of a module, as {@code import *} binds them. */
  static List<String> publicNames(ModuleThing module) {
    TreeSet<String> names = new TreeSet<>();
    for (String name : module.space.vars.names()) {
      if (!name.startsWith("_")) {
        names.add(name);
      }
    }
    return List.copyOf(names);
  }

  /** Notes that a module's own state shows a change. */
  static void changed(Interpreter in, NameSlot slot, ThingChange change) {
    slot.space.patch(slot.name);
    Certainty certainty = change.must ? Certainty.MUST : Certainty.MAY;
    SourceRange range = change.ranges.isEmpty() ? new SourceRange(0, 0) : change.ranges.get(0);
    String name = "@" + slot.space.name + "." + slot.name;
    in.world.ambient(in.unit, name, EffectMode.READ_WRITE, certainty, range);
  }
}
